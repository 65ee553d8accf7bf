/** What the client does with its channel while calls are about to begin. */
import { jsonEvent } from '@eventstore/db-client';
import { EventStoreDbDouble } from '@taizhang/event-log/eventstoredb/testing';
import { connectionTo, type Connection } from './connection';
import { within } from './patience';

/** The client, seen from within. */
type Inner = {
  getChannel(): Promise<object>;
  handleError(failed: { getChannel(): object }, error: Error): Promise<void>;
};

let double: EventStoreDbDouble;
let connection: Connection;

beforeEach(async () => {
  double = await EventStoreDbDouble.start();
  connection = connectionTo(double.url);
});
afterEach(async () => {
  await connection.end();
  await double.kill();
});

/** As if a call were told at this moment that the server is away: its channel is given up. */
async function giveUpChannel() {
  const inner = connection.client as unknown as Inner;
  const channel = await inner.getChannel();
  const unavailable = Object.assign(new Error('14 UNAVAILABLE'), { code: 14, details: 'away' });
  await inner.handleError({ getChannel: () => channel }, unavailable);
}

const append = () =>
  connection.client.appendToStream('complaint-1', jsonEvent({ type: 'Lodged', data: {} }));

it('every append ends, at whatever moment of its beginning the channel is given up', async () => {
  await append();
  for (let steps = 0; steps < 30; steps++) {
    const appending = append();
    for (let step = 0; step < steps; step++) await Promise.resolve();
    await giveUpChannel();
    const settled = appending.then(
      () => 'made',
      ({ message }: Error) => message,
    );
    expect(await within(5_000, settled)).toMatch(/^made$|UNAVAILABLE/);
  }
});
