/** What kafkajs does when it gives up, and what it does not say: played, not waited for. */
import { EventEmitter } from 'node:events';
import type { EachBatchPayload, Kafka } from 'kafkajs';
import { SupervisedGroup } from './supervised-group';

type Events = Record<string, string>;
const names = ['CRASH', 'STOP', 'DISCONNECT', 'GROUP_JOIN', 'HEARTBEAT', 'FETCH'];

/** One membership as kafkajs shows it. */
class Member extends EventEmitter {
  readonly events: Events = Object.fromEntries(names.map((name) => [name, name]));
  isConnected = false;
  readonly committed: object[] = [];
  eachBatch: (payload: EachBatchPayload) => Promise<void> = async () => undefined;

  async connect() {
    this.isConnected = true;
  }
  async subscribe() {}
  async run({ eachBatch }: { eachBatch: (payload: EachBatchPayload) => Promise<void> }) {
    this.eachBatch = eachBatch;
  }
  async commitOffsets(offsets: object[]) {
    this.committed.push(...offsets);
  }
  async disconnect() {
    this.isConnected = false;
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('A member of a group', () => {
  let members: Member[];
  let told: string[];
  let group: SupervisedGroup;
  let handled: string[];
  let broken: Set<string>;

  /** Nobody is silent for long unless a test is about it: the machine may be busy. */
  const begin = (silenceMsMax = 60_000) => {
    const consumer = () => {
      const member = new Member();
      members.push(member);
      return member;
    };
    return new SupervisedGroup({ consumer } as unknown as Kafka, {
      groupId: 'listener',
      topic: 'topic',
      sessionTimeoutMs: 6_000,
      silenceMsMax,
      prepare: async () => undefined,
      open: async () => ({
        handle: async ({ offset }) => {
          if (broken.has(offset)) throw new Error('not yet');
          handled.push(offset);
        },
        close: async () => undefined,
      }),
      tell: async (failure) => void told.push(String((failure as Error | null)?.message ?? 'well')),
    });
  };

  beforeEach(() => {
    [members, told, handled, broken] = [[], [], [], new Set()];
    group = begin();
  });
  afterEach(() => group.stop());

  const joined = async (count: number) => {
    while (members.length < count || !members.at(-1)!.isConnected) await turn();
    await turn();
    return members.at(-1)!;
  };

  it.each([
    ['crashed', 'CRASH', 'broker away', { payload: { error: new Error('broker away') } }],
    ['stopped without an error', 'STOP', 'The consumer has ended without an error', {}],
    ['was disconnected', 'DISCONNECT', 'The consumer has ended without an error', {}],
  ])('is replaced when it %s', async (_, event, reason, payload) => {
    const first = await joined(1);
    first.emit(event, payload);
    await joined(2);
    expect(first.isConnected).toBe(false);
    expect(told).toEqual([reason]);
  });

  it('is replaced when it only looks alive', async () => {
    await group.stop();
    const before = members.length;
    group = begin(200);
    await joined(before + 1);
    await joined(before + 2);
    expect(told[0]).toBe('No sign of life from the consumer for 200 ms');
  });

  const batch = (offsets: string[]) => {
    const resolved: string[] = [];
    const pauses: (() => void)[] = [];
    const payload = {
      batch: { partition: 0, messages: offsets.map((offset) => ({ offset })) },
      resolveOffset: (offset: string) => resolved.push(offset),
      heartbeat: async () => undefined,
      isRunning: () => true,
      isStale: () => false,
      commitOffsetsIfNecessary: async () => undefined,
      uncommittedOffsets: () => ({
        topics: [
          { topic: 'topic', partitions: resolved.map((offset) => ({ partition: 0, offset })) },
        ],
      }),
      pause: () => {
        pauses.push(() => undefined);
        return () => undefined;
      },
    } as unknown as EachBatchPayload;
    return { payload, resolved, pauses };
  };

  it('lets a partition wait at the message that failed, and tells why', async () => {
    const member = await joined(1);
    broken.add('2');
    const first = batch(['1', '2', '3']);
    await member.eachBatch(first.payload);
    expect([first.resolved, first.pauses.length, handled]).toEqual([['1'], 1, ['1']]);
    broken.clear();
    const second = batch(['2', '3']);
    await member.eachBatch(second.payload);
    expect([second.resolved, second.pauses.length, handled]).toEqual([
      ['2', '3'],
      0,
      ['1', '2', '3'],
    ]);
    expect(told).toEqual(['not yet', 'well']);
  });

  it('commits what it has not committed yet before it leaves', async () => {
    const member = await joined(1);
    await member.eachBatch(batch(['7']).payload);
    expect(member.committed).toEqual([]);
    await group.stop();
    expect(member.committed).toEqual([{ topic: 'topic', partition: 0, offset: '7' }]);
    expect(member.isConnected).toBe(false);
  });

  it('commits what was handled a while ago, not what nobody may have on record yet', async () => {
    const member = await joined(1);
    const now = jest.spyOn(performance, 'now').mockReturnValue(1_000);
    const committed: unknown[] = [];
    const handle = async (offset: string, atMs: number) => {
      now.mockReturnValue(atMs);
      const commitOffsetsIfNecessary = async (offsets: unknown) => void committed.push(offsets);
      await member.eachBatch({ ...batch([offset]).payload, commitOffsetsIfNecessary } as never);
    };
    const of = (offset: string) => ({
      topics: [{ topic: 'topic', partitions: [{ partition: 0, offset }] }],
    });
    await handle('1', 1_000);
    await handle('2', 1_900);
    expect(committed).toEqual([]);
    await handle('3', 2_100);
    expect(committed).toEqual([of('1')]);
    await handle('4', 2_200);
    await handle('5', 3_200);
    expect(committed).toEqual([of('1'), of('3')]);
    now.mockRestore();
  });

  it("leaves Kafka's own errors to kafkajs", async () => {
    const member = await joined(1);
    const rebalancing = Object.assign(new Error('again'), { name: 'KafkaJSProtocolError' });
    const { payload } = batch(['1']);
    const heartbeat = () => Promise.reject(rebalancing);
    await expect(member.eachBatch({ ...payload, heartbeat })).rejects.toBe(rebalancing);
    expect(handled).toEqual(['1']);
  });
});
