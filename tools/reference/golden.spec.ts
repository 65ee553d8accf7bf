/** Every event ever released is read by this build: by contracts, read models, deciders. */
import {
  callbackDecider,
  periodDecider,
  ratingDecider,
  scorecardDecider,
  spotCheckDecider,
} from '@taizhang/assessment/domain';
import { readModels } from '@taizhang/apps/platform';
import { accountDecider, inquiryDecider } from '@taizhang/billing-inquiries/domain';
import { complaintDecider } from '@taizhang/complaints/domain';
import {
  contactDecider,
  customerDecider,
  faultDecider,
  outageDecider,
} from '@taizhang/intake/domain';
import { currentBy, personalFields, type Decider, type Recorded } from '@taizhang/kernel';
import { staffMemberDecider, unitDecider } from '@taizhang/organisation/domain';
import { contractCheck, eventCatalogue, publications } from '@taizhang/platform/ledger';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenDigest, goldenLines, goldenName, withNewVersions, type Golden } from './golden';

const folder = join(__dirname, 'golden');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const byContext = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.ndjson'))
    .map((file) => [file.replace('.ndjson', ''), goldenLines(read(file))]),
);
const goldens = [...byContext.values()].flat();
const named = goldens.map((golden) => [goldenName(golden), golden] as const);

const current = currentBy(eventCatalogue);
const check = contractCheck(eventCatalogue);
const recorded = (golden: Golden, data: object = golden.data): Recorded =>
  current({
    ...golden,
    ...{ data, revision: 0, position: 7n, recordedAt: golden.at },
  } as unknown as Recorded);

/** As it is read when the person was erased: of whatever was personal nothing is there. */
function erased(golden: Golden): object {
  const definition = eventCatalogue[golden.type]!;
  const blank = Object.fromEntries(
    personalFields(definition).map((field) => [
      field,
      definition.data.shape[field]!.def.type === 'array' ? [] : '',
    ]),
  );
  const open = Object.entries(golden.data).filter(([field]) => !(field in blank));
  return { ...Object.fromEntries(open), ...blank };
}

describe('Golden events', () => {
  it('are there for every event and its newest version ("npm run docs" adds them)', () => {
    const all = [...withNewVersions(byContext, eventCatalogue, publications).values()].flat();
    const names = goldens.map(goldenName);
    expect(all.map(goldenName).filter((name) => !names.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are what they were when they were released', () => {
    const digests = goldens.map((golden) => [goldenName(golden), goldenDigest(golden)]);
    expect(Object.fromEntries(digests)).toEqual(JSON.parse(read('released.json')));
  });

  it('can be read by way of every version in between', () => {
    for (const [type, { version, upcasts = [] }] of Object.entries(eventCatalogue)) {
      expect([type, upcasts.length]).toEqual([type, version - 1]);
    }
  });

  it.each(named)('%s fits today’s contract, with and without a person', (_, golden) => {
    expect(check(golden)).toBeUndefined();
    expect(check({ ...golden, data: erased(golden) })).toBeUndefined();
  });

  it.each(named)('%s is taken by every read model that wants it', (_, golden) => {
    for (const { tables } of readModels) {
      for (const table of tables) {
        if (!(table.types as readonly string[]).includes(golden.type)) continue;
        for (const event of [recorded(golden), recorded(golden, erased(golden))]) {
          for (const key of table.keysOf(event)) table.evolve(null, event, key);
        }
      }
    }
  });
});

type AnyDecider = Decider<unknown, unknown, never, string>;
const deciders: Readonly<Record<string, readonly unknown[]>> = {
  assessment: [
    ...[callbackDecider, periodDecider, ratingDecider, scorecardDecider, spotCheckDecider],
  ],
  'billing-inquiries': [accountDecider, inquiryDecider],
  complaints: [complaintDecider],
  intake: [contactDecider, customerDecider, faultDecider, outageDecider],
  organisation: [staffMemberDecider, unitDecider],
};

describe.each(Object.entries(deciders))('The deciders of %s', (context, all) => {
  it('take each of its golden events', () => {
    for (const decider of all as readonly AnyDecider[]) {
      // One after another: behind the event that opens a case the others have something to change.
      const states = byContext.get(context)!.reduce<unknown[]>(
        (before, golden) => {
          const event = recorded(golden) as never;
          return [...before, decider.evolve(before.at(-1), event)];
        },
        [decider.initialState],
      );
      expect(states.every((state) => state !== undefined)).toBe(true);
      expect(states.at(-1)).not.toEqual(decider.initialState);
    }
  });
});
