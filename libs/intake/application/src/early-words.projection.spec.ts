import type { ActorId, Instant, Message } from '@taizhang/kernel';
import { projected, recorded } from '@taizhang/kernel/testing';
import { earlyWords } from './early-words.projection';

const at = '2026-03-02T02:00:00.000Z' as Instant;
const fact = (type: string, data: object): Message => ({
  ...{ type, at, by: 'staff-agent' as ActorId, data: { customerId: null, ...data } },
});
const wordsAfter = (...events: Message[]) => [
  ...projected(earlyWords, recorded('any', events as never[])).values(),
];

const said = fact('ContactClassified', { contactId: 'contact-1' });
const known = fact('ContactIdentified', { contactId: 'contact-1', customerId: 'customer-1' });
const asked = fact('InquiryOpened', { inquiryId: 'inquiry-1', contactId: 'contact-2' });
const verified = fact('InquiryVerified', { inquiryId: 'inquiry-1', customerId: 'customer-1' });

describe('Words from before we knew whose they are', () => {
  it('are those of a contact until somebody is known, and that person’s from then on', () => {
    const early = { id: 'contact-1', contactId: null };
    expect(wordsAfter(said)).toEqual([{ ...early, customerId: null }]);
    expect(wordsAfter(said, known)).toEqual([{ ...early, customerId: 'customer-1' }]);
  });

  it('are not those of a customer who was known from the beginning', () => {
    expect(wordsAfter(known, { ...said, data: known.data } as Message)).toEqual([]);
  });

  it('of an inquiry are also those of the contact without a name that it came from', () => {
    const early = { id: 'inquiry-1', contactId: 'contact-2' };
    expect(wordsAfter(asked, verified)).toEqual([{ ...early, customerId: 'customer-1' }]);
  });

  it('replayed twice are the same', () => {
    const told = [said, known, asked, verified];
    expect(wordsAfter(...told, ...told)).toEqual(wordsAfter(...told));
  });
});
