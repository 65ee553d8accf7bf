import { emptyDraft, keepDraft, restoreDraft, type Shelf } from './draft';
import { draftOf } from './resume';
import type { Contact } from '@taizhang/contracts/views';

function shelf(): Shelf {
  const content: Record<string, string> = {};
  return {
    getItem: (key) => content[key] ?? null,
    setItem: (key, value) => void (content[key] = value),
    removeItem: (key) => void delete content[key],
  };
}

describe('a draft', () => {
  it('survives a reload, and is nobody else’s', () => {
    const [tab, desk] = [shelf(), shelf()];
    const draft = { ...emptyDraft('counter'), summary: '停电' };
    keepDraft('staff-1', draft, tab, desk);
    expect(restoreDraft('staff-1', tab, desk)).toEqual(draft);
    expect(restoreDraft('staff-2', tab, desk).summary).toBe('');
  });

  it('of the next contact begins with the channel of the last', () => {
    const [tab, desk] = [shelf(), shelf()];
    expect(restoreDraft('staff-1', tab, desk).channel).toBe('hotline');
    keepDraft('staff-1', emptyDraft('letter'), tab, desk);
    expect(restoreDraft('staff-1', shelf(), desk).channel).toBe('letter');
  });

  it('starts empty where what was kept is unreadable', () => {
    const tab = shelf();
    tab.setItem('taizhang.intake-draft.staff-1', '{');
    expect(restoreDraft('staff-1', tab, undefined)).toEqual(emptyDraft('hotline'));
  });
});

describe('a contact that was kept open', () => {
  const contact = {
    id: 'contact-1',
    revision: 2,
    customerId: 'customer-1',
    channel: 'counter',
    type: 'complaint',
    topic: 'bill',
    summary: '电费翻倍',
  } as unknown as Contact;

  it('is back with what is known of it', () => {
    expect(draftOf(contact, emptyDraft('hotline'))).toMatchObject({
      channel: 'counter',
      outcome: 'route',
      summary: '电费翻倍',
      contact: { id: 'contact-1', revision: 2, customerId: 'customer-1' },
    });
  });

  it('keeps what was typed where nothing was recorded yet', () => {
    const bare = { ...contact, type: null, topic: null, summary: '' } as Contact;
    const typed = { ...emptyDraft('hotline'), summary: '刚写的', answer: '答复' };
    expect(draftOf(bare, typed)).toMatchObject({ summary: '刚写的', answer: '答复' });
  });
});
