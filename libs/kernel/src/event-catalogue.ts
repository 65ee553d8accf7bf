/**
 * One schema per shape: storage check, type, JSON Schema and encryption all derive from it.
 * A context declares its events once, with the sentence that says what each means.
 */
import { z } from 'zod';
import type { Message } from './message';

export type EventDefinition<Schema extends z.ZodObject = z.ZodObject> = Readonly<{
  /** What it means that this happened, for the event catalogue. */
  meaning: string;
  version: number;
  data: Schema;
  /** Whose key encrypts the personal fields: a field of `data`, or the first that is not null. */
  person?: readonly (keyof z.output<Schema> & string)[];
  /**
   * How data of version 1 becomes that of version 2, and so on: one step for each earlier version.
   * Pure; personal fields are missing where the person was erased, and must stay blank then.
   */
  upcasts?: readonly Upcast[];
}>;

/** From one version's data to the next one's. */
export type Upcast = (data: Readonly<Record<string, unknown>>) => Record<string, unknown>;

export type EventDefinitions = Readonly<Record<string, EventDefinition>>;

/** The union of events that a catalogue declares. */
export type EventsOf<Definitions extends EventDefinitions> = {
  [Type in keyof Definitions & string]: Message<Type, z.output<Definitions[Type]['data']>>;
}[keyof Definitions & string];

export const defineEvent = <Schema extends z.ZodObject>(definition: EventDefinition<Schema>) =>
  definition;

/**
 * Marks a field of an event as personal data: encrypted with the person's key before it is
 * stored, and unreadable after erasure (PIPL art. 47).
 */
export const personal = <Schema extends z.ZodType>(schema: Schema): Schema =>
  schema.meta({ personal: true });

/** The personal fields of an event's data. */
export const personalFields = ({ data }: EventDefinition): readonly string[] =>
  Object.entries(data.shape)
    .filter(([, field]) => isPersonal(field as z.ZodType))
    .map(([name]) => name);

function isPersonal(field: z.ZodType): boolean {
  if (field.meta()?.['personal'] === true) return true;
  // The mark may sit inside `.nullable()` or `.optional()`.
  const inner = (field.def as { innerType?: z.ZodType }).innerType;
  return inner ? isPersonal(inner) : false;
}
