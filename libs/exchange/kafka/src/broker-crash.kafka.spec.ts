/** The broker dies without a warning and comes back: nobody has to be told, nothing is lost. */
import { event, eventually, wordOf } from '@taizhang/exchange/compliance';
import { topicOf, type Published } from '@taizhang/kernel';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { KafkaExchange } from './kafka-exchange';
import { openKafkaPlace, type KafkaPlace } from './kafka.fixtures';

const program = resolve(__dirname, '../../../../tools/kafka.mjs');

/** A broker of our own: whoever ends the process that keeps it ends it with SIGKILL. */
class OwnBroker {
  readonly folder = mkdtempSync(join(tmpdir(), 'taizhang-kafka-crash-'));
  address = '';
  private keeper: ChildProcess | undefined;

  async start(): Promise<void> {
    const PORT = this.address.split(':')[1] ?? '0';
    const env = { ...process.env, FOLDER: this.folder, PORT };
    const keeper = spawn(process.execPath, [program], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.keeper = keeper;
    for await (const line of createInterface(keeper.stdout)) {
      const address = /^KAFKA_BROKERS=(.+)$/.exec(line)?.[1];
      if (address) return void (this.address = address);
    }
    throw new Error('The broker did not start');
  }

  async kill(): Promise<void> {
    this.keeper?.kill('SIGKILL');
    await once(this.keeper!, 'exit');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

describe('When the broker is killed and started again', () => {
  const broker = new OwnBroker();
  let place: KafkaPlace;
  let exchanges: KafkaExchange[];

  beforeAll(async () => {
    await broker.start();
    place = await openKafkaPlace([broker.address]);
    exchanges = [await place.connect(), await place.connect()];
  }, 120_000);
  afterAll(async () => {
    await Promise.all(exchanges.map((exchange) => exchange.stop()));
    await broker.kill();
    await place.close();
    broker.remove();
  });

  it('everything is delivered once, in order per key, and nobody has to help', async () => {
    const heard: Published[] = [];
    for (const exchange of exchanges) {
      await exchange.subscribe({
        consumer: 'listener',
        topic: topicOf('front-desk'),
        types: ['Asked'],
        handle: async (message) => void heard.push(message),
      });
    }
    const keys = ['a', 'b', 'c', 'd', 'e'];
    let told = 0;
    const tell = async (rounds: number) => {
      for (let round = 0; round < rounds; round++, told++) {
        const words = [event('Asked', String(told))];
        await Promise.all(
          keys.map((key) =>
            place.log.append(`desk-${key}`, words.map(renamed(key)), {
              expected: 'any',
            }),
          ),
        );
      }
    };
    await tell(20);
    await eventually(() => heard.length > 20);
    for (let crash = 0; crash < 2; crash++) {
      const telling = tell(60);
      await broker.kill();
      await telling;
      await tell(20);
      await broker.start();
      await tell(20);
    }
    await eventually(() => heard.length >= told * keys.length, 120_000);
    const expected = Array.from({ length: told }, (_, index) => String(index));
    for (const key of keys) {
      const words = heard.filter((message) => message.key === `desk-${key}`).map(wordOf);
      expect(words).toEqual(expected);
    }
    const head = await place.log.head();
    await eventually(async () => (await exchanges[0]!.positionOf('listener')) === head);
  }, 360_000);
});

/** The same word under every key, as an event of its own. */
const renamed = (key: string) => (one: ReturnType<typeof event>) => ({
  ...one,
  id: `${one.id.slice(0, -1)}${key}`,
});
