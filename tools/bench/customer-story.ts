import { givenNames, places, surnames } from './phrases.data';
import type { Step, Story, World } from './world';

/** Registers, is connected once or twice, and sometimes moves. */
export function customerStory(world: World): Story {
  const customerId = world.dice.id('customer');
  return { stream: customerId, steps: steps(world, customerId) };
}

function* steps(world: World, customerId: string): Generator<Step, void> {
  const { dice } = world;
  const { id: by, unit } = world.colleague();
  const acts = { by, unit };
  const details = () => ({
    name: dice.pick(surnames) + dice.pick(givenNames),
    phones: Array.from(
      { length: dice.int(1, 2) },
      () => `1${dice.int(3_000_000_000, 9_999_999_999)}`,
    ),
    address: `${dice.pick(places)}${dice.int(1, 400)}号${dice.int(1, 30)}栋${dice.int(101, 3204)}室`,
  });
  const kind = dice.pick(['resident', 'resident', 'resident', 'business', 'industrial']);
  const registered = { customerId, kind, ...details(), unitId: unit };
  yield { after: 0, type: 'CustomerRegistered', ...acts, data: registered };
  world.customers.push(customerId);
  for (let points = dice.chance(0.1) ? 2 : 1; points > 0; points--) {
    const data = {
      customerId,
      supplyPointId: dice.id('supplypoint'),
      accountNumber: String(dice.int(4_100_000_000, 4_199_999_999)),
      meterNumber: `ZK${dice.int(10_000_000, 99_999_999)}`,
      address: details().address,
      area: dice.pick(['urban', 'rural', 'remote']),
    };
    yield { after: 3, type: 'SupplyPointConnected', ...acts, data };
  }
  if (!dice.chance(0.15)) return;
  const after = dice.int(10_000, 200_000);
  yield { after, type: 'CustomerDetailsCorrected', ...acts, data: { customerId, ...details() } };
}
