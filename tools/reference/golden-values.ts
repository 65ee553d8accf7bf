/** One value that a contract allows, always the same: nobody is meant by it. */
import { callbackRulesAt, checklistAt, indicatorsAt } from '@taizhang/contracts/assessment';
import { z } from 'zod';

const at = '2026-01-05T08:00:00.000Z';
const day = '2026-01-05';
const sentence = '反映停电两小时仍未恢复';

/** Whose parts must fit together, and what is written in a form of its own. */
const whole: Readonly<Record<string, unknown>> = {
  rules: callbackRulesAt(at),
  checklist: checklistAt(at),
  indicators: indicatorsAt(at).indicators,
  seed: 'a-seed-that-is-long-enough',
  phones: ['13800000000'],
  name: '某某',
  edition: '2026',
  calendar: 'state-holidays',
  accountNumber: 'ZK1001',
  meterNumber: 'ZK2001',
};

/** Tried in this order where a text must have a form. */
const texts = [
  ...[sentence, at, day, '2026-01', '08:00', '13800000000', 'R-1', 'ZK1001', '1.00', '100000'],
  ...['a-seed-that-is-long-enough', 'hall', 'zh', '00000000-0000-4000-8000-000000000007'],
];

/** Of ids that are not called after what they name. */
const categories = [
  ...['staff', 'unit', 'customer', 'contact', 'complaint', 'inquiry', 'fault', 'outage'],
  ...['supplypoint', 'account', 'assessment-period', 'scorecard', 'callback', 'spot-check'],
  ...['rating', 'promise', 'privacy', 'system'],
];

/** `complaint-7` of `complaintId`, `spot-check-7` of `spotCheckId`. */
const idOf = (field: string) => {
  const name = /^(.+?)Ids?$/.exec(field)?.[1] ?? field;
  return `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-7`;
};

/** @throws Error naming the field for which there is none */
export function valueOf(schema: z.ZodType, field = ''): unknown {
  if (field in whole && schema.safeParse(whole[field]).success) return whole[field];
  const { innerType } = schema.def as { innerType?: z.ZodType };
  if (innerType) return valueOf(innerType, field);
  if (schema instanceof z.ZodUnion) return valueOf(schema.options[0] as z.ZodType, field);
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return [...schema.values][0];
  if (schema instanceof z.ZodBoolean) return true;
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape as Record<string, z.ZodType>);
    return Object.fromEntries(shape.map(([name, inner]) => [name, valueOf(inner, name)]));
  }
  if (schema instanceof z.ZodArray) {
    return [valueOf(schema.element as z.ZodType, field.replace(/s$/, ''))];
  }
  if (schema instanceof z.ZodRecord) return {};
  const candidates = [...(/Ids?$/.test(field) ? [idOf(field)] : []), ...texts];
  const ids = categories.map((category) => `${category}-7`);
  const all = [...candidates, ...candidates.map((text) => text.slice(0, 4)), ...ids, 1, 2, 0.5];
  const fitting = all.find((value) => schema.safeParse(value).success);
  if (fitting === undefined) throw new Error(`No value for ${field}, a ${schema.def.type}`);
  return fitting;
}
