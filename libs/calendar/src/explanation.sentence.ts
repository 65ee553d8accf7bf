/** An explanation in one sentence, in Chinese and in English. */
import { onTheClock, type Step } from './deadline';
import { lastDayUntil, localDate, localTime, type Zone } from './instant';
import type { FrozenPromise, Limit } from './promise-rule';
import type { Wording } from './working-calendar';

type Explained = FrozenPromise &
  Readonly<{
    frozenDueAt: string;
    steps: readonly Step[];
    explainedWith: string;
    stepsEndAt: string;
    calendarDiffers: boolean;
    weekendsOnly: boolean;
  }>;

const units: Record<Limit['unit'], Wording> = {
  minutes: { zh: '分钟', en: 'minute' },
  hours: { zh: '小时', en: 'hour' },
  'calendar-days': { zh: '个自然日', en: 'calendar day' },
  'working-days': { zh: '个工作日', en: 'working day' },
};

/** One clause after another; what does not apply says nothing. */
export function explanationSentence(zone: Zone, explained: Explained): Wording {
  const { calendar, dueAt, explainedWith, frozenDueAt, limit, startedAt } = explained;
  // Clock time ends when it ends; a day ends at 24:00 of its own date, not at 0:00 of the next.
  const moment = (at: string) =>
    onTheClock(limit)
      ? `${localDate(zone, at)} ${localTime(zone, at)}`
      : `${lastDayUntil(zone, at)} 24:00`;

  const clauses = [
    mainClause(limit, {
      from: `${localDate(zone, startedAt)} ${localTime(zone, startedAt)}`,
      until: moment(explained.stepsEndAt),
    }),
    ...dayClauses(limit, explained.steps),
    dueAt !== frozenDueAt && {
      zh: `暂停时间不计，原期限为${moment(frozenDueAt)}`,
      en: `paused time does not count, the deadline was ${moment(frozenDueAt)} before`,
    },
    explained.weekendsOnly && {
      zh: '期间有年份的节假日安排尚未公布，只除去周末',
      en: 'the holidays of a year in it are not published yet, so only weekends are left out',
    },
    explained.calendarDiffers && {
      zh: `以上按日历${explainedWith}计算，承诺按日历${calendar}作出，期限仍为${moment(dueAt)}`,
      en:
        `this was counted with calendar ${explainedWith}, the promise was made with ` +
        `${calendar}, and its deadline remains ${moment(dueAt)}`,
    },
  ].filter((clause) => clause !== false);
  return {
    zh: `${clauses.map(({ zh }) => zh).join('；')}。`,
    en: `${clauses.map(({ en }) => en).join('; ')}.`,
  };
}

function mainClause(limit: Limit, { from, until }: { from: string; until: string }): Wording {
  const { zh, en } = units[limit.unit];
  return onTheClock(limit)
    ? {
        zh: `自${from}起连续计${limit.amount}${zh}，至${until}止`,
        en: `${plural(limit.amount, en)} from ${from}, until ${until}`,
      }
    : {
        zh: `自${from}起，当日不计，计${limit.amount}${zh}，至${until}止`,
        en: `${plural(limit.amount, en)} from ${from}, that day not counted, until ${until}`,
      };
}

/** What the single days did to a period of days; clock time does not care about days. */
function dayClauses(limit: Limit, steps: readonly Step[]): Wording[] {
  if (onTheClock(limit)) return [];
  const clauses: Wording[] = [];
  const skipped = notCounted(steps);
  if (skipped.length > 0) {
    const zh = skipped.map(({ name, days }) => `${name.zh}${days}天`);
    const en = skipped.map(({ name, days }) => `${name.en} ${plural(days, 'day')}`);
    clauses.push({ zh: `不计${zh.join('、')}`, en: `not counted: ${en.join(', ')}` });
  }
  const worked = steps.filter(({ kind }) => kind === 'make-up-day').map(({ date }) => date);
  if (worked.length > 0) {
    clauses.push({
      zh: `调休上班日${worked.join('、')}计入`,
      en: `make-up ${worked.length === 1 ? 'day' : 'days'} ${worked.join(', ')} counted`,
    });
  }
  if (steps.at(-1)?.kind === 'moved') {
    clauses.push({
      zh: '最后一日为法定休假日，顺延至休假日结束的次日',
      en: 'the last day fell on a public holiday and moved to the day after it',
    });
  }
  return clauses;
}

/** Weekends, festivals by name and pauses, each with its number of days, in order of appearance. */
function notCounted(steps: readonly Step[]): { name: Wording; days: number }[] {
  const groups = new Map<string, { name: Wording; days: number }>();
  for (const { kind, name } of steps) {
    if (kind !== 'weekend' && kind !== 'holiday' && kind !== 'paused') continue;
    const of = {
      weekend: { zh: '周末', en: 'weekend' },
      holiday: name ?? { zh: '节假日', en: 'holiday' },
      paused: { zh: '暂停', en: 'pause' },
    }[kind];
    groups.set(of.zh, { name: of, days: (groups.get(of.zh)?.days ?? 0) + 1 });
  }
  return [...groups.values()];
}

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
