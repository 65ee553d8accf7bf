/** A message that can never be handled holds up its own key and nothing else, and is never lost. */
import { Poison, type Published } from '@taizhang/kernel';
import { eventually, wordOf, type Tools } from './exchange.fixtures';

/** Handles every word except those that are poison at the moment. */
const tasting = () => {
  const poison = new Set(['two']);
  const handled: string[] = [];
  const handle = async (message: Published) => {
    const word = wordOf(message);
    if (poison.has(word)) throw new Poison(`nobody understands the word`);
    handled.push(word);
  };
  return { poison, handled, handle };
};

export function describeParking(tools: Tools): void {
  describeParked(tools);
  describeRetry(tools);
  describeRetryBeside(tools);
  describeDiscarding(tools);
}

function describeParked({ connect, say, listen }: Tools): void {
  it('parks the key of what can never be handled, and everything else goes on', async () => {
    const exchange = await connect();
    const { handled, handle } = tasting();
    await listen(exchange, { handle });
    await say('1', 'Asked', 'one', 'two', 'three');
    await say('2', 'Asked', 'four');
    await say('1', 'Answered', 'five');
    await eventually(async () => (await exchange.parked())[0]?.waiting === 3);
    await eventually(() => handled.includes('four'));
    expect(handled.toSorted()).toEqual(['four', 'one']);
    expect(await exchange.parked()).toEqual([
      {
        ...{ consumer: 'listener', topic: 'taizhang.front-desk.v1', key: 'desk-1' },
        ...{ type: 'Asked', id: expect.any(String), reason: 'nobody understands the word' },
        ...{ parkedAt: expect.stringMatching(/^\d{4}-.*Z$/), waiting: 3, retryWanted: false },
      },
    ]);
  });

  it('and parks for the consumer that cannot handle it alone', async () => {
    const exchange = await connect();
    const { handle } = tasting();
    await listen(exchange, { handle });
    const other = await listen(exchange, { consumer: 'another' });
    await say('1', 'Asked', 'two', 'three');
    await eventually(async () => (await exchange.parked())[0]?.waiting === 2);
    await eventually(() => other.length === 2);
    expect((await exchange.parked()).map(({ consumer }) => consumer)).toEqual(['listener']);
  });
}

function describeRetry({ connect, say, listen }: Tools): void {
  it('and hands a parked key over in order when it is tried again', async () => {
    const exchange = await connect();
    const { poison, handled, handle } = tasting();
    await listen(exchange, { handle });
    await say('1', 'Asked', 'one', 'two', 'three');
    await eventually(async () => (await exchange.parked())[0]?.waiting === 2);
    poison.clear();
    await exchange.retry('listener', 'desk-1');
    await eventually(async () => (await exchange.parked()).length === 0);
    await say('1', 'Asked', 'four');
    await eventually(() => handled.includes('four'));
    expect(handled).toEqual(['one', 'two', 'three', 'four']);
  });

  it('and hands over all keys that are parked when none is named', async () => {
    const exchange = await connect();
    const { poison, handled, handle } = tasting();
    await listen(exchange, { handle });
    await say('1', 'Asked', 'two', 'three');
    await say('2', 'Asked', 'two', 'four');
    await eventually(async () => (await exchange.parked()).length === 2);
    poison.clear();
    await exchange.retry('listener');
    await eventually(async () => (await exchange.parked()).length === 0);
    expect(handled.toSorted()).toEqual(['four', 'three', 'two', 'two']);
  });

  it('and keeps parked what fails again, from there on', async () => {
    const exchange = await connect();
    const { poison, handled, handle } = tasting();
    await listen(exchange, { handle });
    await say('1', 'Asked', 'one', 'two', 'three', 'four');
    await eventually(async () => (await exchange.parked())[0]?.waiting === 3);
    poison.clear();
    poison.add('three');
    await exchange.retry('listener', 'desk-1');
    await eventually(async () => (await exchange.parked())[0]?.waiting === 2);
    expect(handled).toEqual(['one', 'two']);
    expect((await exchange.parked())[0]?.reason).toBe('nobody understands the word');
  });

  it('and remembers what is parked when another process takes over', async () => {
    const first = await connect();
    const { poison, handled, handle } = tasting();
    await listen(first, { handle });
    await say('1', 'Asked', 'one', 'two');
    await eventually(async () => (await first.parked()).length === 1);
    await first.stop();
    const second = await connect();
    await listen(second, { handle });
    await say('1', 'Asked', 'three');
    await eventually(async () => (await second.parked())[0]?.waiting === 2);
    poison.clear();
    await second.retry('listener', 'desk-1');
    await eventually(() => handled.length === 3);
    expect(handled).toEqual(['one', 'two', 'three']);
  });
}

function describeRetryBeside({ connect, say, listen }: Tools): void {
  it('and tries again what a process wants tried that does not run the consumer', async () => {
    const exchange = await connect();
    const { poison, handled, handle } = tasting();
    await listen(exchange, { handle });
    await say('1', 'Asked', 'one', 'two', 'three');
    await eventually(async () => (await exchange.parked())[0]?.waiting === 2);
    poison.clear();
    const elsewhere = await connect();
    await elsewhere.retry('listener', 'desk-1');
    await eventually(() => handled.length === 3);
    expect(handled).toEqual(['one', 'two', 'three']);
    await eventually(async () => (await elsewhere.parked()).length === 0);
  });

  it('and tries once more what somebody asks for while it is tried', async () => {
    const exchange = await connect();
    const { poison, handled, handle } = tasting();
    let tries = 0;
    await listen(exchange, {
      async handle(message) {
        if (wordOf(message) === 'two' && ++tries === 2) {
          await exchange.retry('listener');
          poison.clear();
          throw new Poison('nobody understood the word a moment ago');
        }
        await handle(message);
      },
    });
    await say('1', 'Asked', 'one', 'two', 'three');
    await eventually(async () => (await exchange.parked())[0]?.waiting === 2);
    await exchange.retry('listener', 'desk-1');
    await eventually(async () => (await exchange.parked()).length === 0);
    expect(handled).toEqual(['one', 'two', 'three']);
  });
}

function describeDiscarding({ connect, say, listen }: Tools): void {
  it('and gives up what nobody wants handled, with who decided so and why', async () => {
    const exchange = await connect();
    const { handled, handle } = tasting();
    await listen(exchange, { handle });
    await say('1', 'Asked', 'two', 'three');
    await eventually(async () => (await exchange.parked())[0]?.waiting === 2);
    const why = { by: 'staff-1', reason: 'told twice by mistake' };
    expect(await exchange.discard('listener', 'desk-1', why)).toBe(2);
    expect(await exchange.discard('listener', 'desk-1', why)).toBe(0);
    expect(await exchange.parked()).toEqual([]);
    expect(await exchange.discarded()).toEqual([
      {
        ...{ consumer: 'listener', key: 'desk-1', type: 'Asked', messages: 2, ...why },
        discardedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ]);
    await say('1', 'Asked', 'four');
    await eventually(() => handled.includes('four'));
    expect(handled).toEqual(['four']);
  });
}
