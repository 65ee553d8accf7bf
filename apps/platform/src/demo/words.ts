/** Fills templates with figures that fit the customer and the time of the year. */
import type { DemoCustomer } from './customers';
import { units } from './organisation.data';
import type { Dice } from './random';
import { feeders, towns } from './places.data';

export type Words = Readonly<Record<string, string>>;

/** @param date `2026-05-31`; bills are those of the month before. */
export function wordsFor(customer: DemoCustomer | null, date: string, dice: Dice): Words {
  const usual = customer?.monthlyKwh ?? 200;
  const kwh = Math.round(usual * dice.between(1.2, 2));
  const price = customer && customer.kind !== 'resident' ? 0.72 : 0.53;
  const place = customer?.supplyPlaces[0];
  const town = towns.find(({ name }) => customer?.address.startsWith(name)) ?? towns[0]!;
  const hall = units.find(({ key }) => key === (customer?.hall ?? 'hall-town'));
  return {
    month: `${((Number(date.slice(5, 7)) + 10) % 12) + 1}月`,
    kwh: String(kwh),
    less: String(Math.round(usual * dice.between(0.7, 1))),
    few: String(Math.round(usual * dice.between(0.05, 0.3)) + 3),
    tier: String(Math.max(12, kwh - 180)),
    amount: (kwh * price).toFixed(2),
    small: (usual * price * dice.between(0.1, 0.4) + 5).toFixed(2),
    percent: String(dice.int(31, 86)),
    days: String(dice.int(9, 26)),
    hours: String(dice.int(2, 4)),
    minutes: String(dice.int(18, 44)),
    evening: `${dice.int(18, 20)}:${dice.pick(['10', '20', '40', '50'])}`,
    volts: String(dice.int(172, 194)),
    high: String(dice.int(226, 234)),
    account: place?.accountNumber ?? '（未提供）',
    meter: place?.meterNumber ?? '（未提供）',
    town: town.name,
    place: dice.pick(town.area === 'urban' ? town.streets : town.villages),
    feeder: customer?.feeder ?? dice.pick(feeders),
    hall: hall!.name,
  };
}

/** @throws Error for a word that nobody defined */
export const fill = (template: string, words: Words): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`No word for {${name}} in a template`);
    return word;
  });
