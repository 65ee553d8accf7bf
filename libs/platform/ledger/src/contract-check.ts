/** The receiving end's look at the contract: the log has looked before it took the event. */
import {
  personalFields,
  upcast,
  VersionUnknown,
  type EventDefinition,
  type EventDefinitions,
  type Published,
} from '@taizhang/kernel';

/**
 * Tells why a message does not fit what a catalogue declares, undefined when it does. Names
 * places only, never a value. An earlier version is read as today's; an unknown type or a newer
 * version is not guessed at.
 */
export const contractCheck =
  (catalogue: EventDefinitions) =>
  ({ type, version, data }: Pick<Published, 'type' | 'version' | 'data'>): string | undefined => {
    const definition = catalogue[type];
    if (!definition) return `events of type ${type} are not known here`;
    const today = asToday(definition, { type, version, data });
    if (today instanceof Error) return today.message;
    const read = definition.data.safeParse(today);
    if (read.success) return undefined;
    const erasable = personalFields(definition);
    const misfits = read.error.issues.filter(
      ({ path: [field] }) => !erasable.includes(String(field)) || !isBlank(today, String(field)),
    );
    if (misfits.length === 0) return undefined;
    return misfits.map(({ path, code }) => `${path.join('.') || 'data'} (${code})`).join(', ');
  };

/** What an upcast makes of data that never was of its version is no reason to stop everything. */
function asToday(
  definition: EventDefinition,
  message: Pick<Published, 'type' | 'version' | 'data'>,
) {
  try {
    return upcast(definition, message);
  } catch (error) {
    if (error instanceof VersionUnknown) return error;
    return new Error(`version ${message.version} of ${message.type} cannot be read as today's`);
  }
}

/** After erasure personal fields are blank, whatever their contract says of their form. */
function isBlank(data: unknown, field: string): boolean {
  const value = (data as Record<string, unknown> | null)?.[field];
  return value === '' || (Array.isArray(value) && value.length === 0);
}
