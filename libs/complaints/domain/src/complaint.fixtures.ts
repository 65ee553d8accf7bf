/** One ordinary complaint, told in commands and in facts. */
import type { ActorId } from '@taizhang/kernel';
import {
  agent,
  ask,
  complaintId,
  customerId,
  dispatcher,
  fact,
  handler,
  colleague,
  minute,
  promises,
  startedAt,
  team,
} from './people.fixtures';

const lodging = {
  complaintId,
  customerId,
  contactId: null,
  category: 'business.tariff' as const,
  severity: 'general' as const,
  channel: 'hotline' as const,
  statement: '电费比上月多一倍。',
  remedySought: '核实并退费',
  ownerId: agent,
  unitId: null,
  promises,
};
const told = { complaintId, customerId };
const words = { note: '已电话联系客户。' };

export const lodge = ask('LodgeComplaint', minute(0), agent, lodging);
export const lodged = fact('ComplaintLodged', minute(0), agent, lodging);
export const dispatch = ask('DispatchComplaint', minute(10), dispatcher, {
  complaintId,
  toUnitId: team,
});
export const dispatched = fact('ComplaintDispatched', minute(10), dispatcher, {
  complaintId,
  toUnitId: team,
  startedAt,
  dueAt: minute(20),
});
export const acceptIt = ask('AcceptComplaint', minute(30), handler, { complaintId });
export const accepted = fact('ComplaintAccepted', minute(30), handler, {
  complaintId,
  handlerId: handler,
});
export const takeOver = { ...acceptIt, by: colleague };
export const takenOver = fact('ComplaintAccepted', minute(30), colleague, {
  complaintId,
  handlerId: colleague,
});
const refusal = { reason: 'wrong-unit' as const, note: '' };
export const sendBack = ask('ReturnComplaint', minute(31), handler, { complaintId, ...refusal });
export const returned = fact('ComplaintReturned', minute(31), handler, { ...told, ...refusal });
const call = { means: 'phone' as const, ...words };
export const contact = ask('ContactCustomer', minute(60), handler, { complaintId, ...call });
export const contacted = fact('CustomerContacted', minute(60), handler, {
  ...told,
  handlerId: handler,
  ...call,
  unitId: team,
  startedAt,
  dueAt: minute(24 * 60),
});
const cause = { cause: 'people' as const, findings: '抄表差错。' };
export const investigate = ask('InvestigateComplaint', minute(120), handler, {
  complaintId,
  ...cause,
});
export const investigated = fact('ComplaintInvestigated', minute(120), handler, {
  ...told,
  ...cause,
});
const judgement = { verdict: 'proven' as const, reasons: '抄表记录有误。' };
export const adjudicate = ask('AdjudicateComplaint', minute(130), handler, {
  complaintId,
  ...judgement,
});
export const adjudicated = fact('ComplaintAdjudicated', minute(130), handler, {
  ...told,
  ...judgement,
});
const apology = { remedy: 'apology' as const, amountFen: null, note: '已致歉。' };
export const remedy = ask('RemedyComplaint', minute(140), handler, { complaintId, ...apology });
export const remedied = fact('ComplaintRemedied', minute(140), handler, { ...told, ...apology });
const answer = { reply: '多计电费已退回。' };
export const reply = ask('ReplyToComplaint', minute(200), handler, { complaintId, ...answer });
export const replied = fact('ComplaintReplied', minute(200), handler, {
  ...told,
  handlerId: handler,
  ...answer,
  unitId: team,
  startedAt,
  dueAt: minute(5 * 24 * 60),
});
export const close = ask('CloseComplaint', minute(300), handler, { complaintId, satisfaction: 5 });
export const closed = fact('ComplaintClosed', minute(300), handler, {
  ...told,
  handlerId: handler,
  unitId: team,
  satisfaction: 5,
});
export const reopen = ask('ReopenComplaint', minute(400), agent, {
  complaintId,
  reason: '退费未到账。',
  promises,
});
export const reopened = fact('ComplaintReopened', minute(400), agent, {
  ...told,
  reason: '退费未到账。',
  repliedBy: handler,
  unitId: team,
  promises,
});
export const missedContact = fact(
  'ComplaintDeadlineMissed',
  minute(24 * 60),
  'system-deadlines' as ActorId,
  {
    complaintId,
    promise: 'complaint-contact',
    dueAt: minute(24 * 60),
    responsibleId: handler,
    unitId: team,
  },
);

/** The whole story up to the answer. */
export const untilAnswered = [
  lodged,
  dispatched,
  accepted,
  contacted,
  investigated,
  adjudicated,
  remedied,
  replied,
] as const;
