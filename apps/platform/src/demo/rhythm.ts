/** When customers speak to us, how, and about what: the day, the week, the month, the season. */
import type { Channel, Topic } from '@taizhang/contracts/intake';
import { addDays, at, isDayOff, office, weekday, type LocalDate } from './local-time';
import type { Dice } from './random';

/** For 2,000 customers. */
const contactsOnWorkingDay = 25;

/** How many contacts a day sees. */
export function contactsOn(date: LocalDate, scale: number, dice: Dice): number {
  const ofWeek = isDayOff(date)
    ? weekday(date) === 6
      ? 0.52
      : 0.4
    : weekday(date) === 1
      ? 1.2
      : 1;
  const day = Number(date.slice(8));
  const ofMonth = day >= 3 && day <= 9 ? 1.18 : day >= 20 && day <= 26 ? 1.05 : 0.9;
  const ofYear = isSummer(date) ? 1.12 : isWinter(date) ? 1.06 : 1;
  const expected = contactsOnWorkingDay * scale * ofWeek * ofMonth * ofYear;
  const whole = expected * dice.between(0.8, 1.2);
  return Math.floor(whole) + (dice.chance(whole % 1) ? 1 : 0);
}

const isSummer = (date: LocalDate) => date.slice(5) >= '06-20' && date.slice(5) < '09-10';
const isWinter = (date: LocalDate) => date.slice(5) >= '12-05' || date.slice(5) < '02-20';

const channels: readonly (readonly [Channel, number])[] = [
  ['hotline', 50],
  ['counter', 28],
  ['app', 12],
  ['web', 5],
  ['visit', 1.6],
  ['government', 1.4],
  ['letter', 0.8],
  ['regulator', 0.6],
];
/** Reach us although the halls are closed. */
const alwaysOpen: readonly Channel[] = ['hotline', 'app', 'web'];

export function channelOn(date: LocalDate, dice: Dice): Channel {
  const open = channels.filter(([name]) => !isDayOff(date) || alwaysOpen.includes(name));
  return dice.weighted(open, ([, weight]) => weight)[0];
}

/** Per hour from midnight. */
const hotlineHours = [
  0.3, 0.2, 0.15, 0.1, 0.15, 0.3, 1, 2.6, 6.5, 9, 9, 7, 4.4, 4.6, 6.8, 7.8, 7.6, 6.6, 5, 4.8, 4.4,
  3, 1.4, 0.6,
];

export function momentOn(date: LocalDate, channel: Channel, dice: Dice): number {
  if (alwaysOpen.includes(channel)) {
    const hours = hotlineHours.map((weight, hour) => ({ weight, hour }));
    const { hour } = dice.weighted(hours, ({ weight }) => weight);
    return at(date, hour * 60 + dice.between(0, 60));
  }
  const { openings } = office.day(date);
  const opening = dice.weighted(openings, ({ from, to }) => (to - from) * (from < 720 ? 1.3 : 1));
  // Whoever comes in the last minutes is still served in opening time.
  return at(date, dice.between(opening.from, opening.to - 20));
}

const topics: readonly (readonly [Topic, number])[] = [
  ['bill', 20],
  ['payment', 14],
  ['outage', 12],
  ['tariff', 8],
  ['connection', 8],
  ['reading', 7],
  ['meter', 7],
  ['arrears', 7],
  ['invoice', 6],
  ['other', 5],
  ['voltage', 5],
  ['conduct', 3],
  ['construction', 2],
];

export const topicOn = (date: LocalDate, dice: Dice): Topic =>
  dice.weighted(topics, ([topic, weight]) => weight * seasonOf(topic, date))[0];

/** How much more often than usual a topic comes up on a day. */
export function seasonOf(topic: Topic, date: LocalDate): number {
  const day = Number(date.slice(8));
  switch (topic) {
    case 'bill':
      // Bills go out on the third; hot and cold months make them long.
      return (day >= 3 && day <= 9 ? 1.9 : 1) * (isSummer(date) ? 1.5 : isWinter(date) ? 1.35 : 1);
    case 'payment':
      return day >= 10 && day <= 25 ? 1.3 : 1;
    case 'arrears':
      return day >= 20 ? 2.2 : 0.7;
    case 'outage':
      return isSummer(date) ? 1.5 : 1;
    case 'voltage':
      return isSummer(date) ? 2 : isWinter(date) ? 1.4 : 0.7;
    default:
      return 1;
  }
}

export type Storm = Readonly<{ from: number; until: number; contacts: number }>;

/** Two nights of the period on which the lines came down. */
export function stormsIn(first: LocalDate, days: number, scale: number): readonly Storm[] {
  return [0.31, 0.74].map((part) => {
    const date = addDays(first, Math.floor(days * part));
    return {
      from: at(date, '18:40'),
      until: at(addDays(date, 1), '01:50'),
      contacts: Math.round(42 * scale),
    };
  });
}
