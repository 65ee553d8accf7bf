/** What replay shows of somebody whose key was destroyed: everything but who they were. */
import { createMemoryEventLog } from '@taizhang/event-log/memory';
import { derivedId, instant, type ActorId } from '@taizhang/kernel';
import { eventCatalogue } from '@taizhang/platform/ledger';
import { guardLog, type Vault } from '@taizhang/vault';
import { Histories, asOf, difference, trailOf } from '@taizhang/views/history';
import { randomBytes } from 'node:crypto';

const customerId = 'customer-7kx2';
const details = (name: string) => ({ name, phones: ['13900004444'], address: '胜利路1号' });

const told = [
  ['CustomerRegistered', { customerId, kind: 'resident', unitId: null, ...details('李小明') }],
  ['CustomerDetailsCorrected', { customerId, ...details('李晓明') }],
] as const;
const at = (index: number) => instant(Date.parse('2026-03-01T08:00:00.000Z') + index * 1000);

it('keeps what happened, when and by whom', async () => {
  const keys = new Map([[customerId, randomBytes(32)]]);
  const vault = { keysOf: async () => keys } as unknown as Vault;
  const log = guardLog(createMemoryEventLog(), vault, eventCatalogue);
  for (const [index, [type, data]] of told.entries()) {
    const commandId = derivedId('erased', type);
    const context = { commandId, correlationId: commandId, causationId: commandId };
    const by = 'staff-1' as ActorId;
    const event = { id: derivedId(commandId, '0'), type, version: 1, data, at: at(index), by };
    const whole = { ...event, context: { ...context, channel: 'test', unit: null } };
    await log.append(customerId, [whole], { expected: 'any' });
  }
  const histories = new Histories(log, async () => []);
  const replay = async () => {
    const history = (await histories.of(customerId))!;
    const between = { from: at(0), to: null, basis: 'occurred' } as const;
    const answers = {
      then: asOf(history, { at: at(0), basis: 'occurred' }),
      changed: difference(history, between),
      trail: await trailOf(history, histories),
    };
    return { answers, text: JSON.stringify(answers) };
  };
  const before = await replay();
  expect(before.text).toMatch(/李小明.*李晓明/);
  expect(before.answers.changed.parts).toHaveLength(1);

  keys.clear();
  const { answers, text } = await replay();
  expect(text).not.toMatch(/李|13900004444|胜利路/);
  expect(answers.then?.state).toMatchObject({ customer: { name: '', phones: [], address: '' } });
  expect(answers.changed.steps).toEqual(before.answers.changed.steps);
  expect(answers.trail.items.map(({ type, by }) => [type, by])).toEqual(
    told.map(([type]) => [type, 'staff-1']),
  );
});
