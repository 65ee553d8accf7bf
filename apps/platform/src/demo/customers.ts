/** The people and firms of the county, each with the places where they are supplied. */
import type { Area, CustomerKind } from '@taizhang/contracts/intake';
import {
  factoryKinds,
  factoryNames,
  givenNames,
  importantNames,
  mobilePrefixes,
  shopKinds,
  shopNames,
  surnames,
} from './names.data';
import type { UnitKey } from './organisation.data';
import { estates, feeders, towns, type Town } from './places.data';
import { Dice } from './random';

export type SupplyPlace = Readonly<{
  accountNumber: string;
  meterNumber: string;
  address: string;
  area: Area;
}>;

export type DemoCustomer = Readonly<{
  /** Commands and ids derive from it. */
  key: string;
  name: string;
  kind: CustomerKind;
  phones: readonly string[];
  address: string;
  hall: UnitKey;
  supplyPlaces: readonly SupplyPlace[];
  /** How often we hear from them, compared with others. */
  talkativeness: number;
  /** Usual consumption of a month in kWh. */
  monthlyKwh: number;
  /** Years with the company when the ledger begins. */
  years: number;
  feeder: string;
}>;

/** Some matters concern households or firms alone. */
export type CustomerSort = 'home' | 'firm';

export const sortOf = ({ kind }: DemoCustomer): CustomerSort =>
  kind === 'resident' ? 'home' : 'firm';

/** The customer of a number, the same whatever else there is. */
export function customerOf(seed: number, number: number): DemoCustomer {
  const dice = new Dice(seed, 'customer', number);
  const important = importantNames[Math.floor(number / 151)];
  const kind = number % 151 === 75 && important ? 'important' : kindOf(dice);
  const urban = kind !== 'resident';
  const town = dice.weighted(
    towns,
    ({ share, area }) => (urban && area === 'urban' ? 2 : 1) * share,
  );
  const address = addressIn(town, dice, urban);
  return {
    key: `customer/${number}`,
    name: kind === 'important' ? important! : nameOf(kind, town, dice),
    kind,
    phones: phonesOf(dice, kind),
    address,
    hall: town.hall,
    supplyPlaces: supplyPlacesOf({ number, town, address, kind, dice }),
    talkativeness: talkativenessOf(kind, dice),
    monthlyKwh: Math.round(dice.around(usualKwh[kind])),
    years: Math.round(dice.between(1, 18) * 10) / 10,
    feeder: dice.pick(feeders),
  };
}

const usualKwh = { resident: 190, business: 1600, industrial: 42_000, important: 65_000 };

const kindOf = (dice: Dice): CustomerKind =>
  dice.weighted(['resident', 'business', 'industrial'] as const, (kind) =>
    kind === 'resident' ? 88 : kind === 'business' ? 10 : 1.4,
  );

/** A few call again and again. */
function talkativenessOf(kind: CustomerKind, dice: Dice): number {
  const usual = kind === 'resident' ? 1 : 2.5;
  return dice.chance(0.02) ? usual * 12 : usual * dice.between(0.4, 1.6);
}

function nameOf(kind: CustomerKind, { name: town }: Town, dice: Dice): string {
  if (kind === 'business') {
    const where = dice.chance(0.3) ? town.slice(0, 2) : '';
    return `${where}${dice.pick(shopNames)}${dice.pick(shopKinds)}`;
  }
  if (kind === 'industrial') return `澜溪县${dice.pick(factoryNames)}${dice.pick(factoryKinds)}`;
  const surname = dice.weighted(surnames, ({ share }) => share).name;
  const generation = dice.weighted(['elder', 'middle', 'young'] as const, (name) =>
    name === 'middle' ? 5 : name === 'elder' ? 3 : 2,
  );
  return surname + dice.pick(givenNames[generation][dice.chance(0.44) ? 'women' : 'men']);
}

function phonesOf(dice: Dice, kind: CustomerKind): string[] {
  const several = dice.chance(kind === 'resident' ? 0.12 : 0.5);
  return Array.from({ length: several ? 2 : 1 }, () => phoneOf(dice));
}

export const phoneOf = (dice: Dice) =>
  `${dice.pick(mobilePrefixes)}0000${String(dice.int(0, 9999)).padStart(4, '0')}`;

function addressIn({ name, streets, villages, area }: Town, dice: Dice, firm: boolean): string {
  const street = `${name}${dice.pick(streets)}${dice.int(1, 180)}号`;
  if (firm) return street;
  if (area !== 'urban' && dice.chance(0.75)) {
    return `${name}${dice.pick(villages)}${dice.int(1, 9)}组${dice.int(1, 80)}号`;
  }
  if (area !== 'urban' || dice.chance(0.25)) return street;
  const room = `${dice.int(1, 18)}${String(dice.int(1, 4)).padStart(2, '0')}室`;
  return `${street}${dice.pick(estates)}${dice.int(1, 16)}栋${dice.int(1, 3)}单元${room}`;
}

type Supplied = Readonly<{
  number: number;
  town: Town;
  address: string;
  kind: CustomerKind;
  dice: Dice;
}>;

function supplyPlacesOf({ number, town, address, kind, dice }: Supplied): SupplyPlace[] {
  const several = dice.chance(kind === 'resident' ? 0.06 : 0.35);
  return Array.from({ length: several ? 2 : 1 }, (_, index) => {
    const serial = String(number * 2 + index).padStart(6, '0');
    const other = `${town.name}${dice.pick(town.streets)}${dice.int(1, 180)}号`;
    return {
      accountNumber: `04${serial}${dice.int(10, 99)}`,
      meterNumber: `${dice.int(2012, 2024)}${serial}${dice.int(10, 99)}`,
      address: index === 0 ? address : other,
      area: town.area,
    };
  });
}
