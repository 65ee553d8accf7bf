import { InboundFactsHandler } from '@taizhang/billing-inquiries/application';
import { inboundExamples } from '@taizhang/contracts/billing-inquiries';
import type { Instant } from '@taizhang/kernel';
import { FactsController } from './facts.controller';

// What is invalid is told before anybody is asked.
const nobody = {} as never;
const controller = new FactsController(new InboundFactsHandler(nobody, nobody, nobody, nobody));

const inChinese = {
  energyWh: '必须填写',
  amountFen: '须为数字',
  dueOn: '须不早于 1900 年',
  '': '含有不认识的字段：colour',
};
const inEnglish = {
  energyWh: 'is missing',
  amountFen: 'must be a number',
  dueOn: 'must be a day since 1900',
  '': 'has fields that are not known: colour',
};

it.each([
  ['zh-CN', inChinese],
  [undefined, inChinese],
  ['en', inEnglish],
])('What is wrong with a fact is told in the language asked for: %s', async (asked, expected) => {
  const { energyWh: _, ...bill } = inboundExamples.BillIssued;
  const data = { ...bill, amountFen: 'much', dueOn: '1850-01-01', colour: 'red' };
  const at = '2026-10-03T02:00:00.000Z' as Instant;
  const facts = [{ id: 'bill-1', source: 'billing', type: 'BillIssued', at, data }];
  const { items } = await controller.record({ body: { facts } } as never, asked);
  expect(items[0]).toMatchObject({ id: 'bill-1', verdict: 'invalid' });
  const told = items[0]!.reasons.map(({ path, message }) => [path, message]);
  expect(Object.fromEntries(told)).toEqual(expected);
});
