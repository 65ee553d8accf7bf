/**
 * From a draft to a settled contact, one command at a time. After a failure the same draft goes on
 * where it stopped: nothing is done twice, whatever the agent changed meanwhile.
 */
import type {
  Classification,
  ContactCommands,
  Handled,
  OpenContact,
  Praise,
  Routing,
  Urging,
} from '@taizhang/portal/data-access';
import { destinationOf, type Draft, type KnownContact, type Outcome } from './draft';
import { triageOf } from './scripted-triage';

export type Step =
  | { step: 'open'; body: OpenContact }
  | { step: 'identify'; customerId: string }
  | { step: 'leave-anonymous' }
  | { step: 'classify'; body: Classification }
  | { step: 'answer'; answer: string }
  | { step: 'route'; body: Routing }
  | { step: 'urge'; body: Urging }
  | { step: 'praise'; body: Praise }
  | { step: 'promise' }
  | { step: 'done' };

/** What is to be done next so that the contact becomes what the draft says. */
export function nextStep(draft: Draft, outcome: Outcome): Step {
  const { contact, customer, anonymous } = draft;
  if (!contact) return { step: 'open', body: openingOf(draft) };
  if (customer && contact.customerId !== customer.id) {
    return { step: 'identify', customerId: customer.id };
  }
  if (!customer && anonymous && !contact.anonymous) return { step: 'leave-anonymous' };
  const classification = classificationOf(draft);
  if (classification && differs(contact, classification)) {
    return { step: 'classify', body: classification };
  }
  return lastStep(draft, outcome);
}

/** How the contact ends once it is what the draft says. */
function lastStep(draft: Draft, outcome: Outcome): Step {
  const statement = draft.summary.trim();
  switch (outcome) {
    case 'answer':
      return { step: 'answer', answer: draft.answer.trim() };
    case 'route':
      return { step: 'route', body: routingOf(draft, statement) };
    case 'urge':
      return { step: 'urge', body: { caseId: draft.caseId ?? '', statement } as Urging };
    case 'praise':
      return { step: 'praise', body: { staffId: draft.staffId, words: statement } as Praise };
    case 'promise':
      return { step: 'promise' };
    case 'keep':
      return { step: 'done' };
  }
}

function routingOf(draft: Draft, statement: string): Routing {
  const { category, severity, remedySought, faultClass, supplyPointId, area, place } = draft;
  const to = destinationOf(draft.type);
  if (to === 'billing-inquiries') {
    return { to, category: draft.inquiryKind ?? '', statement, supplyPointId } as Routing;
  }
  if (to !== 'faults') {
    return { category: category ?? '', severity, statement, remedySought: remedySought.trim() };
  }
  return {
    to: 'faults',
    category: faultClass,
    statement,
    supplyPointId,
    ...(area && { area }),
    ...(place.trim() && { place: place.trim() }),
    grounds: [...draft.grounds],
    outageId: triageOf(draft.troubles) === 'known-outage' ? draft.outageId : null,
  } as Routing;
}

function classificationOf({ type, topic, summary }: Draft): Classification | undefined {
  const words = summary.trim();
  return type && topic && words ? { type, topic, summary: words } : undefined;
}

const differs = (contact: KnownContact, { type, topic, summary }: Classification) =>
  contact.type !== type || contact.topic !== topic || contact.summary !== summary;

/** As much as is known goes into the first command: it is one request instead of three. */
function openingOf(draft: Draft): OpenContact {
  if (draft.opening) return draft.opening.body;
  const classification = classificationOf(draft);
  const { customer, anonymous, channel } = draft;
  return {
    channel,
    ...(customer ? { customerId: customer.id } : anonymous ? { anonymous } : {}),
    // Who it is comes before what it is about.
    ...(classification && (customer || anonymous) ? { classification } : {}),
  } as OpenContact;
}

/** What the server holds once a step is done. */
export function afterStep(draft: Draft, step: Step, handled: Handled): KnownContact | null {
  const { id, revision } = handled;
  const before = draft.contact ?? {
    customerId: null,
    anonymous: false,
    type: null,
    topic: null,
    summary: '',
  };
  switch (step.step) {
    case 'open':
      return {
        ...before,
        id,
        revision,
        customerId: step.body.customerId ?? null,
        anonymous: step.body.anonymous ?? false,
        ...step.body.classification,
      };
    case 'identify':
      return { ...before, id, revision, customerId: step.customerId, anonymous: false };
    case 'leave-anonymous':
      return { ...before, id, revision, anonymous: true };
    case 'classify':
      return { ...before, id, revision, ...step.body };
    case 'answer':
    default:
      return null;
  }
}

export type Settled = Readonly<{ contactId: string; outcome: Outcome; caseId: string | null }>;

type Desk = Readonly<{
  commands: ContactCommands;
  keyFor: (step: Step) => string;
  /** Called after every command that succeeded, and before the first attempt at opening. */
  keep: (draft: Draft) => void;
}>;

/** @throws ProblemError of the command that failed; everything before it is kept in the draft. */
export async function settle(start: Draft, outcome: Outcome, desk: Desk): Promise<Settled> {
  const { commands, keyFor, keep } = desk;
  let draft = start;
  for (;;) {
    const step = nextStep(draft, outcome);
    const at = draft.contact ?? { id: '', revision: 0 };
    switch (step.step) {
      case 'open': {
        const opening = draft.opening ?? { key: keyFor(step), body: step.body };
        draft = { ...draft, opening };
        keep(draft);
        const handled = await commands.open(opening.body, opening.key);
        draft = { ...draft, opening: null, contact: afterStep(draft, step, handled) };
        break;
      }
      case 'identify': {
        const handled = await commands.identify(at, step.customerId, keyFor(step));
        draft = { ...draft, contact: afterStep(draft, step, handled) };
        break;
      }
      case 'leave-anonymous': {
        const handled = await commands.leaveAnonymous(at, keyFor(step));
        draft = { ...draft, contact: afterStep(draft, step, handled) };
        break;
      }
      case 'classify': {
        const handled = await commands.classify(at, step.body, keyFor(step));
        draft = { ...draft, contact: afterStep(draft, step, handled) };
        break;
      }
      case 'answer':
        await commands.answer(at, { answer: step.answer }, keyFor(step));
        return { contactId: at.id, outcome, caseId: null };
      case 'route': {
        const { caseId } = await commands.route(at, step.body, keyFor(step));
        return { contactId: at.id, outcome, caseId };
      }
      case 'urge':
        await commands.urge(at, step.body, keyFor(step));
        return { contactId: at.id, outcome, caseId: step.body.caseId };
      case 'praise':
        await commands.praise(at, step.body, keyFor(step));
        return { contactId: at.id, outcome, caseId: null };
      case 'promise':
        await commands.promise(at, keyFor(step));
        return { contactId: at.id, outcome, caseId: null };
      case 'done':
        return { contactId: at.id, outcome, caseId: null };
    }
    keep(draft);
  }
}
