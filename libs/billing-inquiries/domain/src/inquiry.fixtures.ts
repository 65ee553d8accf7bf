/** One disputed meter, told in commands and in facts. */
import type { ContactId } from '@taizhang/contracts/intake';
import {
  accountId,
  agent,
  ask,
  colleague,
  customerId,
  fact,
  handler,
  hour,
  promise,
  supplyPointId,
  unitId,
} from './inquiry-people.fixtures';

const told = { customerId };
const opening = {
  ...told,
  contactId: null,
  supplyPointId: null,
  kind: 'disputed-meter' as const,
  channel: 'hotline' as const,
  statement: '电表走得太快。',
  ownerId: agent,
  promises: [promise('inquiry-answer', 0, 100)],
};
export const open = ask('OpenInquiry', hour(0), agent, opening);
export const opened = fact('InquiryOpened', hour(0), agent, opening);

const account = { accountId, supplyPointId, customerId, unitId };
export const verify = ask('VerifyInquiry', hour(1), handler, account);
export const verified = fact('InquiryVerified', hour(1), handler, {
  ...account,
  handlerId: handler,
});
export const takeOver = ask('TakeOverInquiry', hour(1), colleague, { unitId });
export const takenOver = fact('InquiryTakenOver', hour(1), colleague, {
  unitId,
  handlerId: colleague,
});
export const typeIt = ask('TypeInquiry', hour(1), handler, { kind: 'disputed-meter' });
export const typed = fact('InquiryTyped', hour(1), handler, { kind: 'disputed-meter' });
const measured = { unitId, startedAt: hour(0), dueAt: hour(100) };
export const answer = ask('AnswerInquiry', hour(2), handler, { answer: '阶梯电价自第二档起。' });
export const answered = fact('InquiryAnswered', hour(2), handler, {
  ...told,
  handlerId: handler,
  answer: '阶梯电价自第二档起。',
  ...measured,
});
export const investigate = ask('StartInvestigation', hour(3), handler, {});
export const investigating = fact('InvestigationStarted', hour(3), handler, {
  handlerId: handler,
});
const test = {
  tester: 'company' as const,
  note: '',
  promises: [promise('meter-test-result', 4, 50)],
};
export const requestTest = ask('RequestMeterTest', hour(4), handler, test);
export const testRequested = fact('MeterTestRequested', hour(4), handler, { ...told, ...test });
const result = {
  errorRate: 385,
  toleranceRate: 200,
  certificate: 'JD-2026-118',
  promises: [promise('inquiry-answer', 30, 100)],
};
export const recordTest = ask('RecordMeterTest', hour(30), handler, result);
export const tested = fact('MeterTested', hour(30), handler, {
  ...result,
  tester: 'company',
  handlerId: handler,
  unitId,
  startedAt: hour(4),
  dueAt: hour(54),
});
const dispute = { reason: '要求上级复检。', promises: [promise('meter-test-result', 31, 50)] };
export const disputeIt = ask('DisputeMeterTest', hour(31), handler, dispute);
export const disputed = fact('MeterTestDisputed', hour(31), handler, { ...told, ...dispute });
const finding = { finding: 'out-of-tolerance' as const, explanation: '正误差 3.85 %。' };
export const find = ask('MakeFinding', hour(32), handler, finding);
export const found = fact('InquiryFindingMade', hour(32), handler, { ...told, ...finding });
export const noError = {
  command: ask('MakeFinding', hour(32), handler, { ...finding, finding: 'no-error' }),
  event: fact('InquiryFindingMade', hour(32), handler, {
    ...told,
    ...finding,
    finding: 'no-error',
  }),
};
const figures = {
  basis: 'out-of-tolerance' as const,
  errorRate: 385,
  billedWh: 1_200_000,
  fenPerMWh: 55_830,
};
export const propose = ask('ProposeAdjustment', hour(33), handler, { figures });
export const proposed = fact('AdjustmentProposed', hour(33), handler, {
  proposedBy: handler,
  figures,
  consideredWh: 600_000,
  correctWh: 577_756,
  amountFen: -1_242,
});
export const approve = ask('ApproveAdjustment', hour(34), colleague, {});
export const approved = fact('AdjustmentApproved', hour(34), colleague, {
  approvedBy: colleague,
  amountFen: -1_242,
});
export const reject = ask('RejectAdjustment', hour(34), colleague, { reason: '电量取数有误。' });
export const rejected = fact('AdjustmentRejected', hour(34), colleague, {
  ...told,
  rejectedBy: colleague,
  reason: '电量取数有误。',
});
export const post = ask('PostAdjustment', hour(35), handler, {});
export const posted = fact('AdjustmentPosted', hour(35), handler, { accountId, amountFen: -1_242 });
export const reply = ask('ReplyToInquiry', hour(36), handler, { reply: '已退费。' });
export const replied = fact('InquiryReplied', hour(36), handler, {
  ...told,
  handlerId: handler,
  reply: '已退费。',
  unitId,
  startedAt: hour(30),
  dueAt: hour(130),
});
export const close = ask('CloseInquiry', hour(40), handler, {});
export const closed = fact('InquiryClosed', hour(40), handler, {
  ...told,
  handlerId: handler,
  unitId,
});
const contactId = 'contact-urging' as ContactId;
export const urge = ask('UrgeInquiry', hour(45), agent, { contactId });
export const urged = fact('InquiryUrged', hour(45), agent, { contactId, times: 1 });
const again = { reason: '退费未到账。', promises: [promise('inquiry-answer', 80, 100)] };
export const reopen = ask('ReopenInquiry', hour(80), colleague, again);
export const reopened = fact('InquiryReopened', hour(80), colleague, {
  ...told,
  ...again,
  repliedBy: handler,
  unitId,
});
export const untilTyped = [opened, verified, typed];
export const untilTested = [...untilTyped, investigating, testRequested, tested];
export const untilPosted = [...untilTested, found, proposed, approved, posted];
