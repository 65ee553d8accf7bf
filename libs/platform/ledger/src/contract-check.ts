/** The receiving end's look at the contract: the log has looked before it took the event. */
import { personalFields, type EventDefinitions, type Published } from '@taizhang/kernel';

/**
 * Tells why a message does not fit what a catalogue declares, undefined when it does. Names
 * places only, never a value. An unknown type or a newer version is not guessed at.
 */
export const contractCheck =
  (catalogue: EventDefinitions) =>
  ({ type, version, data }: Pick<Published, 'type' | 'version' | 'data'>): string | undefined => {
    const definition = catalogue[type];
    if (!definition) return `events of type ${type} are not known here`;
    if (version > definition.version) return `version ${version} of ${type} is not known here`;
    const read = definition.data.safeParse(data);
    if (read.success) return undefined;
    const erasable = personalFields(definition);
    const misfits = read.error.issues.filter(
      ({ path: [field] }) => !erasable.includes(String(field)) || !isBlank(data, String(field)),
    );
    if (misfits.length === 0) return undefined;
    return misfits.map(({ path, code }) => `${path.join('.') || 'data'} (${code})`).join(', ');
  };

/** After erasure personal fields are blank, whatever their contract says of their form. */
function isBlank(data: unknown, field: string): boolean {
  const value = (data as Record<string, unknown> | null)?.[field];
  return value === '' || (Array.isArray(value) && value.length === 0);
}
