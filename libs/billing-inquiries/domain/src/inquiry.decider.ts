/**
 * The life of one billing inquiry (requirements part C):
 * opened → verified → typed → answered, or → investigating (→ test requested → tested (→ disputed))
 * → finding (→ adjustment proposed → approved → posted) → replied → closed; reopened.
 */
import type { InquiryEvent } from '@taizhang/contracts/billing-inquiries';
import { accept, alreadyDone, refuse, unreachable, type Decider } from '@taizhang/kernel';
import { adjustmentOf } from './adjustment.policy';
import type { InquiryCommand } from './inquiry.commands';
import { inquiryRefusal } from './inquiry-lifecycle.policy';
import type { InquiryRefusal } from './inquiry.refusals';
import {
  evolveInquiry,
  unknownInquiry,
  type InquiryState,
  type KnownInquiry,
} from './inquiry.state';
import { answering, measuredBy, missedBefore, testing } from './promise.policy';

export const inquiryDecider: Decider<InquiryCommand, InquiryState, InquiryEvent, InquiryRefusal> = {
  initialState: unknownInquiry,
  evolve: evolveInquiry,

  decide(command, state) {
    if (command.type === 'OpenInquiry') {
      // A routed contact is delivered again now and then.
      if (state.status !== 'unknown') return alreadyDone;
      return accept<InquiryEvent>({ ...command, type: 'InquiryOpened' });
    }
    if (state.status === 'unknown') return refuse('inquiry-unknown');
    if (holdsAlready(command, state)) return alreadyDone;
    const refusal = inquiryRefusal(command, state);
    return refusal ? refuse(refusal) : accept(...eventsOf(command, state));
  },
};

/** Telling twice is one fact. */
function holdsAlready(command: InquiryCommand, state: KnownInquiry): boolean {
  const { status, handlerId } = state;
  switch (command.type) {
    case 'VerifyInquiry':
      return handlerId === command.by && state.accountId === command.data.accountId;
    case 'TakeOverInquiry':
      return handlerId === command.by;
    case 'StartInvestigation':
      return status === 'investigating' && handlerId === command.by;
    case 'CloseInquiry':
      return status === 'closed';
    case 'ReopenInquiry':
      return status === 'reopened';
    case 'UrgeInquiry':
      return state.urgedBy.includes(command.data.contactId);
    case 'MissInquiryDeadline':
      return state.missed.includes(command.data.promise);
    default:
      return false;
  }
}

function eventsOf(command: InquiryCommand, state: KnownInquiry): InquiryEvent[] {
  const { at, by } = command;
  const { inquiryId, customerId, tester } = state;
  const told = { inquiryId, customerId };
  const answer = { handlerId: by, ...measuredBy(state, answering) };
  const late = (names: typeof answering) => missedBefore(state, names, at);
  switch (command.type) {
    case 'VerifyInquiry':
      return [{ type: 'InquiryVerified', at, by, data: { ...command.data, handlerId: by } }];
    case 'TakeOverInquiry':
      return [{ type: 'InquiryTakenOver', at, by, data: { ...command.data, handlerId: by } }];
    case 'TypeInquiry':
      return [{ type: 'InquiryTyped', at, by, data: command.data }];
    case 'AnswerInquiry': {
      const event = { ...told, ...answer, answer: command.data.answer };
      return [...late(answering), { type: 'InquiryAnswered', at, by, data: event }];
    }
    case 'StartInvestigation':
      return [{ type: 'InvestigationStarted', at, by, data: { inquiryId, handlerId: by } }];
    case 'RequestMeterTest': {
      const event = { ...told, ...command.data, promises: [...command.data.promises] };
      return [...late(answering), { type: 'MeterTestRequested', at, by, data: event }];
    }
    case 'RecordMeterTest': {
      const measured = { handlerId: by, ...measuredBy(state, testing) };
      const event = { ...command.data, ...measured, tester, promises: [...command.data.promises] };
      return [...late(testing), { type: 'MeterTested', at, by, data: event }];
    }
    case 'DisputeMeterTest': {
      const event = { ...told, ...command.data, promises: [...command.data.promises] };
      return [...late(answering), { type: 'MeterTestDisputed', at, by, data: event }];
    }
    case 'MakeFinding':
      return [{ type: 'InquiryFindingMade', at, by, data: { ...told, ...command.data } }];
    case 'OpenInquiry':
      return [];
    default:
      return outcomeOf(command, state);
  }
}

type Late = 'ReplyToInquiry' | `${'Close' | 'Reopen' | 'Urge'}Inquiry` | 'MissInquiryDeadline';
type Outcome = Extract<InquiryCommand, { type: `${string}Adjustment` | Late }>;

/** From the adjustment to the end. */
function outcomeOf(command: Outcome, state: KnownInquiry): InquiryEvent[] {
  const { at, by } = command;
  const { inquiryId, customerId, unitId, accountId, proposal, repliedBy, urgedBy } = state;
  const told = { inquiryId, customerId };
  const amountFen = proposal?.amountFen ?? 0;
  switch (command.type) {
    case 'ProposeAdjustment': {
      const { figures } = command.data;
      const event = { inquiryId, proposedBy: by, figures, ...adjustmentOf(figures) };
      return [{ type: 'AdjustmentProposed', at, by, data: event }];
    }
    case 'ApproveAdjustment':
      return [
        { type: 'AdjustmentApproved', at, by, data: { inquiryId, approvedBy: by, amountFen } },
      ];
    case 'RejectAdjustment': {
      const data = { ...told, ...command.data, rejectedBy: by };
      return [{ type: 'AdjustmentRejected', at, by, data }];
    }
    case 'PostAdjustment':
      // Verified, because nobody handles what was not; the lifecycle has seen to it.
      return [
        { type: 'AdjustmentPosted', at, by, data: { inquiryId, accountId: accountId!, amountFen } },
      ];
    case 'ReplyToInquiry': {
      const answer = { handlerId: by, ...measuredBy(state, answering) };
      const data = { ...told, ...answer, reply: command.data.reply };
      return [...missedBefore(state, answering, at), { type: 'InquiryReplied', at, by, data }];
    }
    case 'CloseInquiry':
      return [{ type: 'InquiryClosed', at, by, data: { ...told, handlerId: repliedBy, unitId } }];
    case 'ReopenInquiry': {
      const { reason, promises } = command.data;
      const event = { ...told, reason, repliedBy, unitId, promises: [...promises] };
      return [{ type: 'InquiryReopened', at, by, data: event }];
    }
    case 'UrgeInquiry':
      return [
        { type: 'InquiryUrged', at, by, data: { ...command.data, times: urgedBy.length + 1 } },
      ];
    case 'MissInquiryDeadline':
      return missedBefore(state, [command.data.promise], at);
    default:
      return unreachable(command);
  }
}
