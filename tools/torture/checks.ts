/** What must hold after any number of kills. Another check is another line in `checks`. */
import { derivedId } from '@taizhang/kernel';
import { duties, firstsOfStreams, groupedBy, owedBy } from './effects';
import type { Evidence } from './evidence';
import type { LogEvent } from './log-reader';
import { each, type Looked } from './looked';
import {
  headOf,
  isBehind,
  operatorFindsNothing,
  rebuiltEqualsServed,
  restoresToTheSame,
} from './operator.checks';
import { erasedAreGone, legibleCustomers } from './people.checks';
import { dueTimers, toldTimers } from './timers';
import { eachInOrder, publishedIsThere } from './topics.checks';

export type Check = Readonly<{
  name: string;
  run(evidence: Evidence): Looked | Promise<Looked>;
}>;

const commandOf = ({ context }: LogEvent) => context.commandId;

function acknowledgedIsThere({ events, commands }: Evidence): Looked {
  const places = new Map(events.map((event) => [`${event.stream}@${event.revision}`, event]));
  const known = new Set(events.map(commandOf));
  const acknowledged = commands.filter(({ outcome }) => outcome === 'acknowledged');
  return each(
    acknowledged,
    ({ commandId }) => commandId,
    ({ commandId, path, stream, revision, position }) => {
      if (!known.has(commandId)) return `${path} was acknowledged and is not in the log`;
      if (stream === undefined || position === undefined) return undefined;
      const event = places.get(`${stream}@${revision}`);
      if (event?.position !== position) return `${path}: not at the place it was answered with`;
      return commandOf(event) === commandId ? undefined : `${path}: another stands in its place`;
    },
  );
}

function factIsThere({ events, facts }: Evidence): Looked {
  const byPosition = new Map(events.map((event) => [event.position, commandOf(event)]));
  const placeOf = ({ stream, type }: Readonly<{ stream: string; type: string }>) =>
    `${type} of ${stream}`;
  const byPlace = groupedBy(events, placeOf);
  return each(
    facts,
    ({ id }) => id,
    (fact) => {
      const commands = (byPlace.get(placeOf(fact)) ?? []).map(commandOf);
      if (commands.length === 0) return `${placeOf(fact)} is not in the log`;
      if (fact.position === null) return undefined;
      const there = byPosition.get(fact.position);
      const isIt = there !== undefined && commands.includes(there);
      return isIt ? undefined : `${placeOf(fact)} is not at the place it was answered with`;
    },
  );
}

function onceAtMost({ events }: Evidence): Looked {
  const groups = [...groupedBy(events, commandOf)];
  return each(
    groups,
    ([commandId]) => commandId,
    ([commandId, group]) => {
      const [one] = group;
      if (group.some(({ stream }) => stream !== one!.stream)) return 'wrote to several streams';
      if (group.some(({ revision }, index) => revision !== one!.revision + index)) {
        return 'was carried out more than once';
      }
      const strange = group.find(({ id }, index) => id !== derivedId(commandId, String(index)));
      return strange && `event ${strange.id} does not follow from the command`;
    },
  );
}

function refusedIsNotThere({ events, commands }: Evidence): Looked {
  const known = new Set(events.map(commandOf));
  const refused = commands.filter(({ outcome }) => outcome === 'refused');
  return each(
    refused,
    ({ commandId }) => commandId,
    ({ commandId, path, code }) =>
      known.has(commandId) ? `${path} was refused (${code}) and is in the log` : undefined,
  );
}

function contiguousStreams({ events }: Evidence): Looked {
  const streams = [...groupedBy(events, ({ stream }) => stream)];
  return each(
    streams,
    ([stream]) => stream,
    ([, group]) => {
      const at = group.findIndex(({ revision }, index) => revision !== index);
      return at < 0 ? undefined : `revision ${group[at]!.revision} where ${at} is due`;
    },
  );
}

const risingPositions = ({ events, isCounted }: Evidence): Looked =>
  each(
    events,
    ({ id }) => id,
    ({ position }, index) => {
      const before = events[index - 1]?.position ?? 0n;
      const isRising = isCounted ? position === before + 1n : position > before;
      return isRising ? undefined : `position ${position} after ${before}`;
    },
  );

/** In the whole log where one server records it, in each stream where processes do. */
function risingTimes({ events, isCounted }: Evidence): Looked {
  const last = new Map<string, string>();
  const timeline = ({ stream }: LogEvent) => (isCounted ? '' : stream);
  return each(
    events,
    ({ id }) => id,
    (event) => {
      const before = last.get(timeline(event)) ?? '';
      last.set(timeline(event), event.recordedAt);
      return before > event.recordedAt ? 'recorded before the one before' : undefined;
    },
  );
}

function uniqueIds({ events }: Evidence): Looked {
  const groups = [...groupedBy(events, ({ id }) => id)];
  const wrong = ([, group]: (typeof groups)[number]) =>
    group.length > 1 ? `stands ${group.length} times in the log` : undefined;
  return each(groups, ([id]) => id, wrong);
}

function followedIsTheLog({ events, followed }: Evidence): Looked {
  const looked = each(
    followed,
    (id) => id,
    (id, index) => (events[index]?.id === id ? undefined : `seen at place ${index + 1}, not there`),
  );
  const unseen = events
    .slice(followed.length)
    .map(({ id }) => ({ id, what: 'never seen by who followed the log' }));
  return { ...looked, findings: [...looked.findings, ...unseen] };
}

/** Each cause has its effect, and none has it twice. */
const dutyChecks: readonly Check[] = duties.map((duty) => ({
  name: duty.name,
  run: ({ events }) =>
    each(
      owedBy(duty, events),
      ({ cause }) => cause.id,
      ({ cause, effects }) => {
        if (effects.length === 1 || (effects.length === 0 && duty.excused)) return undefined;
        return `${cause.type} in ${cause.stream} has ${effects.length} effects`;
      },
    ),
}));

function onceAStream({ events }: Evidence): Looked {
  const firsts = events.filter(({ type }) => firstsOfStreams.includes(type));
  const groups = [...groupedBy(firsts, ({ stream, type }) => `${type} ${stream}`)];
  const wrong = ([, group]: (typeof groups)[number]) =>
    group.length > 1 ? `${group.length} times` : undefined;
  return each(groups, ([id]) => id, wrong);
}

function restoredWithOutage({ events }: Evidence): Looked {
  const over = new Set(
    events.filter(({ type }) => type === 'OutageRestored').map(({ stream }) => stream),
  );
  const restorations = groupedBy(
    events.filter(({ type }) => type === 'SupplyRestored'),
    ({ stream }) => stream,
  );
  const linked = events.filter(
    ({ type, data }) => type === 'FaultTriaged' && over.has(String(data['outageId'])),
  );
  return each(
    linked,
    ({ stream }) => stream,
    ({ stream }) => {
      const times = restorations.get(stream)?.length ?? 0;
      return times === 1 ? undefined : `restored ${times} times with its outage`;
    },
  );
}

const timerId = ({ stream, promise }: { stream: string; promise: string }) =>
  `${stream} ${promise}`;
const toldOnce = ({ told }: { told: number }) =>
  told === 1 ? undefined : `was told as missed ${told} times`;

/** One line is one check. */
export const checks: readonly Check[] = [
  { name: 'every acknowledged command is in the log, where it said', run: acknowledgedIsThere },
  { name: 'every fact that others told is in the log, where it said', run: factIsThere },
  { name: 'no command is in the log twice, answered or not', run: onceAtMost },
  { name: 'no refused command left anything', run: refusedIsNotThere },
  { name: 'revisions of each stream are contiguous', run: contiguousStreams },
  { name: 'positions rise as the store gives them', run: risingPositions },
  { name: 'recorded times never go back', run: risingTimes },
  { name: 'no event id stands twice', run: uniqueIds },
  { name: 'who followed the log saw exactly the log', run: followedIsTheLog },
  ...dutyChecks,
  { name: 'what happens once to a case happened once', run: onceAStream },
  { name: 'each report linked to an outage came back with it', run: restoredWithOutage },
  {
    name: 'no missed promise was told twice',
    run: ({ events }) => each(toldTimers(events), timerId, toldOnce),
  },
  {
    name: 'each reconnection that came too late was told once',
    run: ({ events, now }) => each(dueTimers(events, now), timerId, toldOnce),
  },
  {
    name: 'nothing was parked',
    run: ({ parked }) =>
      each(
        parked,
        ({ consumer, key }) => `${consumer} ${key}`,
        ({ reason }) => reason ?? 'parked',
      ),
  },
  { name: 'nobody tells of a parked key', run: operatorFindsNothing('parked', 'list') },
  {
    name: 'every subscriber stands at the end of the log',
    run: ({ subscribers, events }) =>
      each(subscribers, ({ consumer }) => consumer, isBehind(headOf(events))),
  },
  { name: 'every read model is rebuilt to what it serves', run: rebuiltEqualsServed },
  { name: 'the no-skip auditor finds nothing', run: operatorFindsNothing('audit') },
  { name: 'the seals verify', run: operatorFindsNothing('verify') },
  {
    name: 'every registered customer can be read by name',
    run: legibleCustomers,
  },
  { name: 'whoever was erased can be found nowhere', run: erasedAreGone },
  {
    name: 'what was backed up meanwhile restores to the same ledger',
    run: restoresToTheSame,
  },
  {
    name: 'no answer was an error of ours',
    run: ({ answers }) =>
      each(
        [...answers],
        ([status]) => String(status),
        ([status, times]) => (status === 500 ? `${times} answers` : undefined),
      ),
  },
  {
    name: 'every client got on with its story',
    run: ({ surprises, commands }) => ({
      count: commands.length,
      findings: surprises.map((what) => ({ id: what.split(':')[0]!, what })),
    }),
  },
  {
    name: 'whatever operators began came to its end',
    run: ({ acts }) =>
      each(
        acts,
        ({ act }) => act,
        ({ wrong }) => wrong,
      ),
  },
  {
    name: 'every start came up unaided',
    run: ({ starts, failedStarts }) => ({
      count: starts,
      findings: failedStarts.map((what, index) => ({ id: `start ${index + 1}`, what })),
    }),
  },
];

/** Where events travel over Kafka. */
export const topicChecks: readonly Check[] = [
  { name: 'every published event is on its topic', run: publishedIsThere },
  { name: 'who reads a topic sees each event in the order of the log', run: eachInOrder },
];

export type Checked = Looked & Readonly<{ name: string }>;

/** All of them, whatever the ones before found. */
export async function runChecks(evidence: Evidence): Promise<Checked[]> {
  const all: Checked[] = [];
  for (const { name, run } of [...checks, ...(evidence.topics ? topicChecks : [])]) {
    const looked = await Promise.resolve(run(evidence)).catch((error: Error) => ({
      count: 0,
      findings: [{ id: '–', what: `could not be looked at: ${error.message}` }],
    }));
    all.push({ name, ...looked });
  }
  return all;
}
