/**
 * The shipped rules and the choice among them. The file groups rules by the document they come
 * from, so that a promise's title is written once and an edition is read as its source is printed.
 */
import { z } from 'zod';
import { localDate } from './instant';
import { promiseNameSchema, type PromiseName } from './promise-name';
import {
  promiseRuleSchema,
  rulebookSchema,
  type PromiseRule,
  type Region,
  type Rulebook,
} from './promise-rule';
import rulebookFile from './rulebook.json' with { type: 'json' };

const rule = promiseRuleSchema.shape;
const provenance = {
  source: rule.source,
  grade: rule.grade,
  remark: rule.remark,
  effectiveUntil: rule.effectiveUntil,
};

const rulebookFileSchema = z.strictObject({
  edition: z.string(),
  zone: rulebookSchema.shape.zone,
  promises: z.record(promiseNameSchema, z.strictObject({ title: rule.title, bound: rule.bound })),
  editions: z.array(
    z.strictObject({
      edition: rule.edition,
      region: rule.region,
      effectiveFrom: rule.effectiveFrom,
      dateBasis: rule.dateBasis.unwrap(),
      ...provenance,
      rules: z.array(
        // What a rule says of its own evidence replaces what its edition says.
        z.strictObject({
          promise: rule.promise,
          limit: rule.limit,
          ...z.object(provenance).partial().shape,
        }),
      ),
    }),
  ),
});

/** Reads the file form of a rulebook. Crashes on a wrong one: nothing may be promised from it. */
export function readRulebook(file: unknown): Rulebook {
  const { edition, zone, promises, editions } = rulebookFileSchema.parse(file);
  const rules = editions.flatMap(({ rules: own, ...document }) =>
    own.map((rule) => ({ ...document, unit: null, ...promises[rule.promise], ...rule })),
  );
  return rulebookSchema.parse({ edition, zone, rules });
}

let shipped: Rulebook | undefined;

/** The rules Taizhang ships with: requirements B1 to B4, with the honest grade of each figure. */
export const shippedRulebook = (): Rulebook => (shipped ??= readRulebook(rulebookFile));

export type RuleQuestion = Readonly<{
  promise: PromiseName;
  /** The instant the promise would start. */
  at: string;
  region?: Region | undefined;
  unit?: string | null | undefined;
}>;

/**
 * The rule that holds at an instant, or null when there was none. A rule of the unit beats a
 * general one, a rule of the region beats `cn`. Within each of these the newest rule replaces the
 * older ones for good: when it ends, they do not come back.
 */
export function ruleInForce(
  rulebook: Rulebook,
  { promise, at, region = 'cn', unit = null }: RuleQuestion,
): PromiseRule | null {
  const today = localDate(rulebook.zone, at);
  const begun = rulebook.rules.filter(
    (rule) => rule.promise === promise && rule.effectiveFrom <= today,
  );
  const units = unit === null ? [null] : [unit, null];
  const regions: Region[] = region === 'cn' ? ['cn'] : [region, 'cn'];
  for (const ofUnit of units) {
    for (const ofRegion of regions) {
      const rule = newest(begun.filter((r) => r.unit === ofUnit && r.region === ofRegion));
      if (rule && (rule.effectiveUntil ?? today) >= today) return rule;
    }
  }
  return null;
}

const newest = (rules: readonly PromiseRule[]): PromiseRule | null =>
  rules.reduce<PromiseRule | null>(
    (best, rule) => (best && best.effectiveFrom > rule.effectiveFrom ? best : rule),
    null,
  );
