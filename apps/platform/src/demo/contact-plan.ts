/** One contact from the first word to the last, as steps of the agenda. */
import type {
  Channel,
  ContactId,
  ContactType,
  CustomerId,
  Topic,
} from '@taizhang/contracts/intake';
import type { Severity } from '@taizhang/contracts/complaints';
import { recentSince, type RecentAnswer } from '@taizhang/intake/application';
import type { ContactCommand, ContactCommandPayloads } from '@taizhang/intake/domain';
import { idFrom, instant } from '@taizhang/kernel';
import type { Agenda, Step } from './agenda';
import type { ActOf, Desk } from './desk';
import type { Person } from './organisation.data';
import type { Roster } from './roster';

export type Outcome =
  | Readonly<{ how: 'answered'; answer: string }>
  | Readonly<{ how: 'abandoned' }>
  /** The owner waits for somebody else's word. */
  | Readonly<{ how: 'left-open' }>
  | Readonly<{ how: 'routed'; category: string; severity: Severity; remedySought: string }>
  | FaultRouting;

type FaultRouting = Readonly<{ how: 'routed'; to: 'faults' }> &
  Pick<Routing, 'category' | 'severity' | 'remedySought' | 'area' | 'place' | 'grounds'>;
type Routing = ContactCommandPayloads['RouteContact'];

export type PlannedContact = Readonly<{
  key: string;
  openedAt: number;
  settledAt: number;
  channel: Channel;
  owner: Person;
  customerId: CustomerId | null;
  type: ContactType;
  topic: Topic;
  summary: string;
  outcome: Outcome;
  /** Who they are and what they want is written down one after the other. */
  stepwise?: boolean;
}>;

type Payload<Type extends ContactCommand['type']> = Omit<ContactCommandPayloads[Type], 'contactId'>;

export class ContactPlanner {
  /** The latest answer at once by customer and topic: what a recontact is found by. */
  private readonly answers = new Map<string, RecentAnswer>();

  constructor(
    private readonly desk: Desk,
    private readonly agenda: Agenda,
    private readonly roster: Roster,
  ) {}

  idOf = (key: string) => idFrom('contact', this.desk.commandId(`${key}/open`)) as ContactId;
  caseIdOf = (key: string, kind: 'complaint' | 'fault' = 'complaint') =>
    idFrom(kind, this.desk.commandId(`${key}/route`));

  /** @param onLodged called once the complaint is lodged, or the fault reported */
  plan(contact: PlannedContact, onLodged?: () => void): void {
    const { outcome } = contact;
    if (outcome.how === 'abandoned') this.planAbandoned(contact);
    else if (contact.stepwise) this.planStepwise(contact);
    else this.add(contact, 'open', contact.openedAt, 'OpenContact', () => this.opening(contact));
    if (outcome.how === 'answered') this.planAnswer(contact, outcome.answer);
    if (outcome.how === 'routed') this.planRouting(contact, outcome, onLodged);
  }

  private opening(contact: PlannedContact, known = true): Payload<'OpenContact'> {
    const { channel, owner, openedAt, customerId } = contact;
    return {
      channel,
      unitId: this.roster.actor(owner, openedAt).unitId,
      customerId: known ? customerId : null,
      anonymous: known && customerId === null,
      classification: known ? this.classification(contact, openedAt) : null,
    };
  }

  private planStepwise(contact: PlannedContact): void {
    const { openedAt, settledAt, customerId } = contact;
    const part = (settledAt - openedAt) / 5;
    this.add(contact, 'open', openedAt, 'OpenContact', () => this.opening(contact, false));
    if (customerId) {
      const said = () => ({ customerId });
      this.add(contact, 'identify', openedAt + part, 'IdentifyContact', said);
    } else {
      this.add(contact, 'anonymous', openedAt + part, 'LeaveAnonymous', () => ({}));
    }
    const classifiedAt = openedAt + 2 * part;
    this.add(contact, 'classify', classifiedAt, 'ClassifyContact', () =>
      this.classification(contact, classifiedAt),
    );
  }

  private planAbandoned(contact: PlannedContact): void {
    const { openedAt, settledAt } = contact;
    this.add(contact, 'open', openedAt, 'OpenContact', () => this.opening(contact, false));
    this.add(contact, 'abandon', settledAt, 'AbandonContact', () => ({}));
  }

  private planAnswer(contact: PlannedContact, answer: string): void {
    this.add(contact, 'answer', contact.settledAt, 'AnswerContact', () => {
      this.remember(contact);
      return { answer };
    });
  }

  private planRouting(
    contact: PlannedContact,
    { how: _, ...routing }: Extract<Outcome, { how: 'routed' }>,
    onLodged: (() => void) | undefined,
  ): void {
    const { key, settledAt, summary: statement } = contact;
    const isFault = 'to' in routing;
    const caseId = this.caseIdOf(key, isFault ? 'fault' : 'complaint');
    const data = { to: 'complaints' as const, caseId, statement, ...routing };
    const lodge: Step = {
      // The exchange is quick, but not instantaneous.
      at: settledAt + 350,
      key: `${key}/lodge`,
      run: async () => {
        const contactId = this.idOf(key);
        await (isFault ? this.desk.reportRouted(contactId) : this.desk.lodgeRouted(contactId));
        onLodged?.();
      },
    };
    const route = () => data;
    this.add(contact, 'route', settledAt, 'RouteContact', route, () => this.agenda.add(lodge));
  }

  private classification(contact: PlannedContact, at: number): Payload<'ClassifyContact'> {
    const { customerId, type, topic, summary } = contact;
    return { type, topic, summary, recontactOf: this.recontactOf(customerId, topic, at) };
  }

  /** The intake service's own rule, on what it would find in its memory. */
  private recontactOf(customerId: CustomerId | null, topic: Topic, at: number) {
    const answer = this.answers.get(`${customerId}|${topic}`);
    if (!answer || answer.answeredAt < recentSince(instant(at))) return null;
    const { id: contactId, ownerId, unitId, answeredAt } = answer;
    const found = { contactId, ownerId, unitId, answeredAt };
    return found as Payload<'ClassifyContact'>['recontactOf'];
  }

  private remember({ key, customerId, topic, owner, settledAt }: PlannedContact): void {
    if (!customerId) return;
    const { id: ownerId, unitId } = this.roster.actor(owner, settledAt);
    const answeredAt = instant(settledAt);
    const answer = { id: this.idOf(key), customerId, topic, ownerId, unitId, answeredAt };
    this.answers.set(`${customerId}|${topic}`, answer);
  }

  private add<Type extends ContactCommand['type']>(
    contact: PlannedContact,
    step: string,
    moment: number,
    type: Type,
    payload: () => Payload<Type>,
    then?: () => void,
  ): void {
    const at = Math.round(moment);
    const contactId = this.idOf(contact.key);
    const key = `${contact.key}/${step}`;
    const isLast = type === 'AnswerContact' || type === 'AbandonContact';
    this.agenda.add({
      at,
      key,
      run: async () => {
        const by = this.roster.actor(contact.owner, at);
        const data = { contactId, ...payload() };
        await this.desk.contact({ key, at, by, type, data } as unknown as ActOf<ContactCommand>);
        if (isLast) this.desk.settled(contactId);
        then?.();
      },
    });
  }
}
