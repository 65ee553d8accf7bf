/** What a mapping file may say. docs/reference/import-mapping.md tells it to people. */
import {
  categorySchema,
  causeSchema,
  complaintEvents,
  remedySchema,
  returnReasonSchema,
  satisfactionSchema,
  severitySchema,
  verdictSchema,
} from '@taizhang/contracts/complaints';
import { channelSchema, customerKindSchema } from '@taizhang/contracts/intake';
import { unitKindSchema } from '@taizhang/contracts/organisation';
import { z } from 'zod';
import { csvOptionsSchema } from '../csv/csv-options';
import type { Header } from '../csv/header';
import { timeFormat } from '../time/time-format';
import { zone } from '../time/zone';
import { section } from './section';
import { choiceSchema, columnSchema, nameSchema, textSchema } from './values.schema';

export const activityTargets = [
  'lodged',
  'dispatched',
  'accepted',
  'returned',
  'contacted',
  'investigated',
  'adjudicated',
  'remedied',
  'replied',
  'closed',
  'reopened',
  'note',
] as const;

const zoneSchema = z.string().transform((name, context) => {
  const toUtc = zone(name);
  if (toUtc) return toUtc;
  const message = `there is no time zone "${name}"; write e.g. "+08:00" or Asia/Shanghai`;
  context.issues.push({ code: 'custom', message, input: name });
  return z.NEVER;
});

const timeSchema = (header: Header | null) =>
  section({
    /** Several columns (a date and a time of day) are joined by one space. */
    column: z.preprocess(
      (value) => (Array.isArray(value) || value === undefined ? value : [value]),
      z.array(columnSchema(header)).min(1),
    ),
    format: z.string().superRefine((format, context) => {
      const compiled = timeFormat(format, utc);
      if ('problem' in compiled) context.addIssue({ code: 'custom', message: compiled.problem });
    }),
    zone: zoneSchema.optional(),
  }).transform(({ column, format, zone: toUtc }, context) => {
    const compiled = timeFormat(format, toUtc ?? null);
    if ('read' in compiled) return { columns: column, read: compiled.read };
    const message = compiled.problem; // Only the zone can be missing still.
    context.issues.push({ code: 'custom', message, input: format, path: ['format'] });
    return z.NEVER;
  });

const utc = (wallClock: number) => wallClock;

const oneOf = <Word extends string>(header: Header | null, words: z.ZodEnum<Record<Word, Word>>) =>
  choiceSchema(header, words as unknown as z.ZodType<Word>, words.options as Word[]);

const satisfactions = [1, 2, 3, 4, 5];

const activitySchema = (header: Header | null) => {
  const text = textSchema(header).default([]);
  const { means } = complaintEvents.CustomerContacted.data.shape;
  const target = <Event extends string>(event: Event) => ({ event: z.literal(event) });
  return z.preprocess(
    (value) => (typeof value === 'string' ? { event: value } : value),
    z.discriminatedUnion('event', [
      section(target('lodged')),
      section(target('dispatched')),
      section(target('accepted')),
      section({ ...target('returned'), reason: oneOf(header, returnReasonSchema), note: text }),
      section({ ...target('contacted'), means: oneOf(header, means), note: text }),
      section({ ...target('investigated'), cause: oneOf(header, causeSchema), findings: text }),
      section({ ...target('adjudicated'), verdict: oneOf(header, verdictSchema), reasons: text }),
      section({
        ...target('remedied'),
        remedy: oneOf(header, remedySchema),
        amount: section({ column: columnSchema(header), in: z.enum(['yuan', 'fen']) }).optional(),
        note: text,
      }),
      section({ ...target('replied'), reply: text }),
      section({
        ...target('closed'),
        satisfaction: choiceSchema(header, satisfactionSchema, satisfactions).optional(),
      }),
      section({ ...target('reopened'), reason: text }),
      section(target('note')),
    ]),
  );
};

/** @param header of the CSV the mapping is for; null when it could not be read */
export function mappingSchema(header: Header | null) {
  const column = columnSchema(header);
  return section({
    source: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, {
      error: 'write a short name of lower-case letters, digits and dashes, e.g. helpdesk-2014',
    }),
    csv: csvOptionsSchema.prefault({}),
    columns: section({
      case: column,
      activity: column,
      time: timeSchema(header),
      person: column.optional(),
      customer: column.optional(),
      unit: column.optional(),
      keep: z.array(column).default([]),
    }),
    /** What makes a row the same row when the file comes again; all columns unless told. */
    identity: z.array(column).min(1).optional(),
    people: section({ name: nameSchema }).prefault({ name: '{value}' }),
    customers: section({
      name: nameSchema.default('{value}'),
      kind: choiceSchema(header, customerKindSchema, customerKindSchema.options).optional(),
    }).prefault({}),
    units: section({
      name: nameSchema.default('{value}'),
      kind: unitKindSchema.default('team'),
      /** The unit of everybody whose row names none. */
      home: z.string().min(1).max(60).optional(),
    }).prefault({}),
    lodging: section({
      channel: choiceSchema(header, channelSchema, channelSchema.options).optional(),
      category: choiceSchema(header, categorySchema, categorySchema.options).optional(),
      severity: choiceSchema(header, severitySchema, severitySchema.options).optional(),
      statement: textSchema(header).default([]),
      remedySought: textSchema(header).default([]),
    }).prefault({}),
    activities: z
      .record(z.string(), activitySchema(header))
      .refine((activities) => Object.keys(activities).length > 0, {
        error: 'say what at least one activity means, e.g. "Ticket opened": lodged',
      }),
    otherActivities: z.enum(['note', 'reject']).default('reject'),
  });
}

export type MappingContent = z.output<ReturnType<typeof mappingSchema>>;
export type ActivityMeaning = MappingContent['activities'][string];

/** A mapping that fits its file; `digest` tells it from every other mapping. */
export type LedgerMapping = MappingContent & Readonly<{ digest: string }>;
