/**
 * Any event that a contract allows, in any order: imported history keeps to no lifecycle. Values
 * are made from the schemas, so an event type that is new tomorrow is in tomorrow's history.
 */
import { callbackRulesAt, checklistAt, indicatorsAt } from '@taizhang/contracts/assessment';
import { derivedId, instant, type ActorId, type Proposed } from '@taizhang/kernel';
import { eventCatalogue } from '@taizhang/platform/ledger';
import { z } from 'zod';
import { Dice } from './demo/random';

const awkward = [
  '电费太高，多次反映未果',
  'tab\there',
  'two\nlines\r\n',
  '\\N and \\. and \\n',
  '"quoted", \'quoted\'',
  '{"json": ["in", "text"]}',
  '𠮷野家 😀',
  ' ',
  'nul \0 nul',
  'half \ud83d a character',
  '%_$1 || ; --',
];

const things = 40;
/** Where the category is not the name of the field without its `Id`. */
const categories: Readonly<Record<string, string>> = {
  caseId: 'complaint',
  supplyPointId: 'supplypoint',
  personId: 'customer',
  subject: 'customer',
  periodId: 'assessment-period',
  ...Object.fromEntries(['proposedBy', 'approvedBy', 'rejectedBy'].map((by) => [by, 'staff'])),
  ...Object.fromEntries(['unitId', 'toUnitId', 'parentId'].map((field) => [field, 'unit'])),
  ...Object.fromEntries(
    ['staffId', 'ownerId', 'handlerId', 'responsibleId', 'repliedBy', 'repairedBy'].map((field) => [
      field,
      'staff',
    ]),
  ),
};

/** `complaint` of `complaintId`, `spot-check` of `spotCheckId`. */
const categoryOf = (field: string) =>
  categories[field] ??
  /^(.+)Id$/.exec(field)?.[1]!.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Whose parts must fit together: taken from the rules that are shipped. */
const early = '2026-01-05T00:00:00.000Z';
const whole: Readonly<Record<string, unknown>> = {
  rules: callbackRulesAt(early),
  checklist: checklistAt(early),
  indicators: indicatorsAt(early).indicators,
  reference: 'GR-2026-1',
  seed: 'a-seed-that-is-long-enough',
};

export type StreamEvent = Readonly<{ stream: string; event: Proposed }>;

/** The same `seed` gives the same events. */
export function* anyEvents(seed: number, count: number): Generator<StreamEvent> {
  const dice = new Dice('any events', seed);
  const types = Object.keys(eventCatalogue);
  for (let index = 0; index < count; index++) {
    const type = dice.pick(types);
    const { data: schema, version } = eventCatalogue[type]!;
    const data = valueOf(schema, dice) as Record<string, unknown>;
    // Streams are called after what they are about, which events name first.
    const field = Object.keys(data).find((name) => categoryOf(name))!;
    const commandId = derivedId('any', String(seed), String(index));
    const ids = { commandId, correlationId: commandId, causationId: commandId };
    const unit = dice.chance(0.2) ? null : idOf('unit', dice);
    const by = (dice.chance(0.1) ? 'system-deadlines' : idOf('staff', dice)) as ActorId;
    const context = { ...ids, channel: 'test', unit };
    const id = derivedId(commandId, '0');
    yield {
      stream: data[field] as string,
      event: { type, data, at: momentOf(dice), by, id, version, context },
    };
  }
}

const idOf = (category: string, dice: Dice) => `${category}-${dice.int(1, things)}`;

/** Within a few weeks, to the millisecond, so that days and promises overlap. */
const momentOf = (dice: Dice) =>
  instant(Date.parse('2026-01-05T00:00:00.000Z') + dice.int(0, 30 * 86_400_000));

function valueOf(schema: z.ZodType, dice: Dice, field = ''): unknown {
  if (schema instanceof z.ZodOptional) {
    return dice.chance(0.5) ? undefined : valueOf(schema.def.innerType as z.ZodType, dice, field);
  }
  const category = categoryOf(field);
  if (schema instanceof z.ZodNullable) {
    return dice.chance(0.25) ? null : valueOf(schema.def.innerType as z.ZodType, dice, field);
  }
  if (field === 'billId' || field === 'paymentId') return `R-${dice.int(1, 9)}`;
  if (category) return idOf(category, dice);
  if (field in whole) return whole[field];
  if (field === 'limit') return { amount: dice.int(1, 9), unit: 'hours' };
  if (field === 'accountNumber' || field === 'meterNumber') return `ZK${dice.int(1000, 9999)}`;
  if (schema instanceof z.ZodUnion) {
    return valueOf(dice.pick(schema.options as z.ZodType[]), dice, field);
  }
  if (schema instanceof z.ZodEnum) return dice.pick(schema.options);
  if (schema instanceof z.ZodLiteral) return dice.pick([...schema.values]);
  if (schema instanceof z.ZodBoolean) return dice.chance(0.5);
  if (schema instanceof z.ZodNumber) return dice.int(1, 5);
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape as Record<string, z.ZodType>);
    return Object.fromEntries(shape.map(([name, inner]) => [name, valueOf(inner, dice, name)]));
  }
  if (schema instanceof z.ZodArray) {
    const element = schema.element as z.ZodType;
    if (field === 'phones') return ['13800001111', '0394-8888888'].slice(0, dice.int(0, 2));
    return Array.from({ length: dice.int(1, 3) }, () =>
      valueOf(element, dice, field.replace(/s$/, '')),
    );
  }
  if (schema.def.type === 'string') {
    const format = 'format' in schema.def ? schema.def.format : null;
    if (format === 'date') return momentOf(dice).slice(0, 10);
    return format === 'datetime'
      ? momentOf(dice)
      : dice.pick(awkward).slice(0, (schema as z.ZodString).maxLength ?? undefined);
  }
  throw new Error(`No value for ${field}, a ${schema.def.type}`);
}
