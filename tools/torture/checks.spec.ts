/** A torture that cannot fail proves nothing: every check goes red on a damage of its own. */
import { checks, runChecks, topicChecks } from './checks';
import type { Evidence } from './evidence';
import type { LogEvent } from './log-reader';
import { logOf, soundEvidence } from './evidence.fixtures';

/** Alters the evidence, as if the platform had done so. */
type Damage = (sound: Evidence) => Partial<Evidence>;

const without = (events: readonly LogEvent[], ...types: readonly string[]) =>
  events.filter(({ type }) => !types.includes(type));
const typed = ({ events }: Evidence, type: string) => events.find((event) => event.type === type)!;
/** The same once more, at the end of the log and under a command of its own. */
const again = (sound: Evidence, type: string, changes: Partial<LogEvent> = {}) => {
  const [copy] = logOf({ stream: 'copy-1', type: 'Copied' });
  const of = typed(sound, type);
  return { events: [...sound.events, { ...copy!, ...of, id: 'copy', ...changes }] };
};
const lost =
  (type: string): Damage =>
  ({ events }) => ({ events: without(events, type) });
const answering = (out: string, code = 0): Pick<Evidence, 'taizhang'> => ({
  taizhang: async (...args) => ({
    code,
    err: '',
    out: args[0] === '--help' ? '  audit\n  parked\n  verify' : out,
  }),
});
const altered = '{"readModels":[{"name":"contacts","rows":7,"differences":1}]}';

const damages: readonly (readonly [string, Damage])[] = [
  ['every acknowledged command is in the log, where it said', lost('CustomerRegistered')],
  [
    'every fact that others told is in the log, where it said',
    ({ facts: [fact] }) => ({ facts: [{ ...fact!, position: 18n }] }),
  ],
  [
    'every fact that others told is in the log, where it said',
    ({ facts: [fact] }) => ({ facts: [{ ...fact!, type: 'SupplyCut', position: null }] }),
  ],
  ['no command is in the log twice, answered or not', (sound) => again(sound, 'ContactRouted')],
  [
    'no refused command left anything',
    ({ commands, events }) => {
      const { commandId } = events[0]!.context;
      return { commands: [...commands, { ...commands.at(-1)!, commandId }] };
    },
  ],
  ['revisions of each stream are contiguous', lost('ComplaintUrged')],
  ['positions rise as the store gives them', lost('ComplaintClosed')],
  [
    'positions rise as the store gives them',
    ({ events: [first, second, ...rest] }) => ({
      ...{ isCounted: false, events: [second!, first!, ...rest] },
    }),
  ],
  [
    'recorded times never go back',
    ({ events: [first, ...rest] }) => ({
      events: [{ ...first!, recordedAt: '2030-01-05T08:00:00.000Z' }, ...rest],
    }),
  ],
  [
    'recorded times never go back',
    ({ events }) => ({
      isCounted: false,
      events: events.map((event) =>
        event.type === 'ComplaintUrged'
          ? { ...event, recordedAt: '2025-01-05T08:00:00.000Z' }
          : event,
      ),
    }),
  ],
  [
    'no event id stands twice',
    (sound) => again(sound, 'ContactRouted', { id: typed(sound, 'ContactRouted').id }),
  ],
  ['who followed the log saw exactly the log', ({ followed }) => ({ followed: followed.slice(1) })],
  ['each routed contact became one case', lost('ComplaintLodged')],
  ['each closed case is called back once', (sound) => doubled(sound, 'ComplaintClosed')],
  ['each recovery is talked about once', (sound) => doubled(sound, 'ComplaintRemedied')],
  ['each dissatisfied customer got the case back once', lost('ComplaintReopened')],
  [
    'each urging stands on its case once',
    (sound) => again(sound, 'ComplaintUrged', { revision: 9 }),
  ],
  ['each agreed adjustment is on its account once', lost('AccountAdjusted')],
  ['each mistaken disconnection has one fault', lost('FaultReported')],
  [
    'each mistaken disconnection has one complaint',
    (sound) =>
      again(sound, 'ComplaintLodged', {
        context: { ...typed(sound, 'FaultReported').context, commandId: 'another' },
        stream: 'complaint-3',
      }),
  ],
  ['what happens once to a case happened once', (sound) => again(sound, 'FaultReported')],
  ['each report linked to an outage came back with it', lost('SupplyRestored')],
  ['no missed promise was told twice', (sound) => again(sound, 'ReconnectionDeadlineMissed')],
  ['each reconnection that came too late was told once', lost('ReconnectionDeadlineMissed')],
  [
    'nothing was parked',
    () => ({ parked: [{ consumer: 'complaints.lodging', key: 'contact-1', reason: null }] }),
  ],
  [
    'every subscriber stands at the end of the log',
    () => ({ subscribers: [{ consumer: 'complaints.lodging', position: 20n, failure: null }] }),
  ],
  ['every read model is rebuilt to what it serves', () => answering(altered)],
  ['nobody tells of a parked key', () => answering('Parked keys: 1', 1)],
  ['the no-skip auditor finds nothing', () => answering('', 1)],
  ['the seals verify', () => answering('', 1)],
  [
    'every registered customer can be read by name',
    () => ({ get: async () => ({ status: 200, body: { customer: { name: '' } } }) }),
  ],
  ['whoever was erased can be found nowhere', () => ({ search: async () => [] })],
  [
    'whoever was erased can be found nowhere',
    () => ({ search: async () => [{ table: 'contacts_v1.contacts', text: 's1c2n3' }] }),
  ],
  [
    'what was backed up meanwhile restores to the same ledger',
    ({ events }) => ({
      restored: async () => ({ runs: [], events: events.slice(1), archive: '王秀英' }),
    }),
  ],
  [
    'what was backed up meanwhile restores to the same ledger',
    ({ events }) => ({
      restored: async () => ({
        ...{ runs: [], archive: '王秀英' },
        events: [...events, events.at(-1)!],
      }),
    }),
  ],
  [
    'what was backed up meanwhile restores to the same ledger',
    ({ events }) => ({ restored: async () => ({ runs: [], events, archive: '‹personal›' }) }),
  ],
  [
    'what was backed up meanwhile restores to the same ledger',
    ({ events }) => ({
      restored: async () => ({ runs: [{ code: 1, out: '', err: 'no' }], events, archive: '' }),
    }),
  ],
  ['no answer was an error of ours', () => ({ answers: new Map([[500, 1]]) })],
  ['every client got on with its story', () => ({ surprises: ['s1-c0-n0: not this'] })],
  [
    'whatever operators began came to its end',
    () => ({ acts: [{ act: 'rebuilds', wrong: 'a rebuild does not come to its end' }] }),
  ],
  ['every start came up unaided', () => ({ failedStarts: ['ended by itself with 1'] })],
  ['every published event is on its topic', ({ topics }) => ({ topics: topics!.slice(1) })],
  [
    'every published event is on its topic',
    ({ topics: [first, ...rest] = [] }) => ({ topics: [{ ...first!, key: 'another' }, ...rest] }),
  ],
  [
    'who reads a topic sees each event in the order of the log',
    ({ topics: [first, ...rest] = [] }) => ({ topics: [...rest, first!] }),
  ],
];

/** The callback of a case once more, in a stream of its own. */
function doubled(sound: Evidence, cause: string): Partial<Evidence> {
  const because = typed(sound, cause).id;
  const scheduled = sound.events.find(({ context }) => context.causationId === because)!;
  const context = { commandId: 'another', causationId: because };
  return { events: [...sound.events, { ...scheduled, id: 'copy', stream: 'callback-9', context }] };
}

it('finds nothing where everything holds', async () => {
  const checked = await runChecks(soundEvidence());
  expect(checked.filter(({ findings }) => findings.length > 0)).toEqual([]);
});

it.each(damages)('goes red: %s', async (name, damage) => {
  const sound = soundEvidence();
  const checked = await runChecks({ ...sound, ...damage(sound) });
  const { findings } = checked.find((one) => one.name === name)!;
  expect(findings).not.toEqual([]);
  expect(findings.every(({ id, what }) => id !== '' && what !== '')).toBe(true);
});

it('knows a damage for every check', () => {
  const damaged = damages.map(([name]) => name);
  const all = [...checks, ...topicChecks];
  expect(all.map(({ name }) => name).filter((name) => !damaged.includes(name))).toEqual([]);
});

it('takes what was sent to a topic twice for one', async () => {
  const { topics = [], ...sound } = soundEvidence();
  const twice = await runChecks({ ...sound, topics: [...topics, ...topics] });
  expect(twice.filter(({ findings }) => findings.length > 0)).toEqual([]);
});

it('looks at topics only where there are any', async () => {
  const { topics: _, ...embedded } = soundEvidence();
  const names = (await runChecks(embedded)).map(({ name }) => name);
  expect(names).toEqual(checks.map(({ name }) => name));
});

it('leaves out what the command line cannot do yet, and says so', async () => {
  const checked = await runChecks(soundEvidence());
  const { leftOut } = checked.find(({ name }) => name === 'the seals verify')!;
  expect(leftOut).toBe('there is no taizhang verify');
});
