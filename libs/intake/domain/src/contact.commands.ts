/** What may be asked of a contact. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { ContactEvent, ContactId, CustomerId } from '@taizhang/contracts/intake';
import type { MessagesOf } from '@taizhang/kernel';

type DataOf<Type extends ContactEvent['type']> = Extract<ContactEvent, { type: Type }>['data'];
type Classification = Omit<DataOf<'ContactClassified'>, 'contactId' | 'customerId'>;
type OnContact<More = object> = Readonly<{ contactId: ContactId }> & Readonly<More>;

export interface ContactCommandPayloads {
  /** Who it is and what it is about may be told with the opening. */
  OpenContact: OnContact<{
    channel: DataOf<'ContactOpened'>['channel'];
    unitId: DataOf<'ContactOpened'>['unitId'];
    customerId: CustomerId | null;
    anonymous: boolean;
    classification: Classification | null;
  }>;
  IdentifyContact: OnContact<{ customerId: CustomerId }>;
  LeaveAnonymous: OnContact;
  ClassifyContact: OnContact<Classification>;
  AnswerContact: OnContact<{ answer: string }>;
  RouteContact: OnContact<
    Omit<
      DataOf<'ContactRouted'>,
      'contactId' | 'customerId' | 'ownerId' | 'unitId' | 'channel' | 'topic' | 'openedAt'
    >
  >;
  /** Passes on that the customer asks where an open case stays. */
  UrgeCase: OnContact<Pick<DataOf<'CaseUrged'>, 'caseId' | 'statement' | 'promises'>>;
  RecordPraise: OnContact<Pick<DataOf<'PraiseRecorded'>, 'staffId' | 'words'>>;
  PromiseReply: OnContact<{ promises: readonly FrozenPromise[] }>;
  ReplyToContact: OnContact<{ reply: string }>;
  /** The clock passed a promised reply; sent by the deadline process. */
  MissDeadline: OnContact<{ promise: FrozenPromise['promise'] }>;
  AbandonContact: OnContact;
}
export type ContactCommand = MessagesOf<ContactCommandPayloads>;
