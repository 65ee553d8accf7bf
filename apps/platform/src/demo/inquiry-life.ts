/** The life of an inquiry: which steps it takes, by whom, and how long each lets wait. */
import { adjustmentOf, type InquiryCommandPayloads } from '@taizhang/billing-inquiries/domain';
import { simulatedPrices } from '@taizhang/billing-inquiries/simulator';
import type { AdjustmentBasis, InquiryStatus } from '@taizhang/contracts/billing-inquiries';
import { outcomes, toldOfZhou, type InquiryWords } from './inquiry-words.data';

type Payloads = Omit<InquiryCommandPayloads, 'OpenInquiry' | 'MissInquiryDeadline'>;
type Given<Type extends keyof Payloads> = Omit<
  Payloads[Type],
  'inquiryId' | 'promises' | 'accountId' | 'supplyPointId' | 'customerId' | 'unitId'
>;

/** One step; the inquiry, the account and the promises are put in when it is taken. */
export type InquiryStep = {
  [Type in keyof Payloads]: Readonly<{
    /** Office minutes after the step before. */
    after: number;
    by: 'handler' | 'head';
    type: Type;
    data: Given<Type>;
    /** The status it leads to. */
    gives: InquiryStatus;
  }>;
}[keyof Payloads];

const day = 480;

const begin = ({ kind }: InquiryWords): InquiryStep[] => [
  { after: 35, by: 'handler', type: 'VerifyInquiry', data: {}, gives: 'verified' },
  { after: 4, by: 'handler', type: 'TypeInquiry', data: { kind }, gives: 'typed' },
];
const look: InquiryStep = {
  ...{ after: 20, by: 'handler', type: 'StartInvestigation', data: {}, gives: 'investigating' },
};
const close: InquiryStep = {
  ...{ after: day, by: 'handler', type: 'CloseInquiry', data: {}, gives: 'closed' },
};
const reopen: InquiryStep = {
  ...{ after: 2 * day, by: 'head', type: 'ReopenInquiry', gives: 'reopened' },
  data: { reason: outcomes.reopened },
};

/** What was asked could be answered from the records. */
export const answeredLife = (words: InquiryWords): InquiryStep[] => [
  ...begin(words),
  {
    after: 25,
    by: 'handler',
    type: 'AnswerInquiry',
    data: { answer: words.told },
    gives: 'answered',
  },
  close,
  reopen,
];

/** Looked into, and nothing was wrong. */
export const groundlessLife = (words: InquiryWords): InquiryStep[] => [
  ...begin(words),
  look,
  {
    ...{ after: day, by: 'handler', type: 'MakeFinding', gives: 'found' },
    data: { finding: 'no-error', explanation: words.told },
  },
  {
    after: 30,
    by: 'handler',
    type: 'ReplyToInquiry',
    data: { reply: words.told },
    gives: 'answered',
  },
  close,
];

/** Something was wrong: worked out, agreed by another, paid back. */
const settled = (figures: AdjustmentBasis, reply: string): InquiryStep[] => {
  const amount = (Math.abs(adjustmentOf(figures).amountFen) / 100).toFixed(2);
  return [
    {
      ...{ after: 40, by: 'handler', type: 'ProposeAdjustment', gives: 'adjustment-proposed' },
      data: { figures },
    },
    { after: 200, by: 'head', type: 'ApproveAdjustment', data: {}, gives: 'adjustment-approved' },
    { after: 35, by: 'handler', type: 'PostAdjustment', data: {}, gives: 'adjustment-posted' },
    {
      ...{ after: 25, by: 'handler', type: 'ReplyToInquiry', gives: 'answered' },
      data: { reply: reply.replace('{amount}', amount) },
    },
    close,
  ];
};

export const misreadLife = (words: InquiryWords, billedWh: number): InquiryStep[] => [
  ...begin(words),
  look,
  {
    ...{ after: day, by: 'handler', type: 'MakeFinding', gives: 'found' },
    data: { finding: 'reading', explanation: outcomes.misread.replace('{month}', '上月') },
  },
  ...settled(
    {
      basis: 'as-read',
      billedWh,
      correctWh: Math.round(billedWh * 0.7),
      fenPerMWh: simulatedPrices.resident,
    },
    outcomes.refund,
  ),
];

/** @param disputed the customer does not believe the first result, and the second is the same */
export const fastMeterLife = (
  words: InquiryWords,
  billedWh: number,
  { disputed = false, told = { explanation: outcomes.fast, reply: outcomes.refund } as Told } = {},
): InquiryStep[] => [
  ...begin(words),
  look,
  {
    ...{ after: 60, by: 'handler', type: 'RequestMeterTest', gives: 'test-requested' },
    data: { tester: 'company', note: toldOfZhou.note },
  },
  result('JD-2026-0118'),
  ...(disputed ? again : []),
  {
    ...{ after: 60, by: 'handler', type: 'MakeFinding', gives: 'found' },
    data: { finding: 'out-of-tolerance', explanation: told.explanation },
  },
  ...settled(
    {
      ...{ basis: 'out-of-tolerance', errorRate: 385, billedWh },
      fenPerMWh: simulatedPrices.resident,
    },
    told.reply,
  ),
];

type Told = Readonly<{ explanation: string; reply: string }>;

const result = (certificate: string): InquiryStep => ({
  ...{ after: 3 * day, by: 'handler', type: 'RecordMeterTest', gives: 'tested' },
  data: { errorRate: 385, toleranceRate: 200, certificate },
});
const again: readonly InquiryStep[] = [
  {
    ...{ after: day, by: 'handler', type: 'DisputeMeterTest', gives: 'test-disputed' },
    data: { reason: outcomes.disputed },
  },
  result('SJ-2026-0731'),
];

/** As far as it came. */
export function until(life: readonly InquiryStep[], stop: InquiryStatus): readonly InquiryStep[] {
  if (stop === 'opened') return [];
  const end = life.findIndex(({ gives }) => gives === stop);
  if (end < 0) throw new Error(`This life never comes to ${stop}`);
  return life.slice(0, end + 1);
}
