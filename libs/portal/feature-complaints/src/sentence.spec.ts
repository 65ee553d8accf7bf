import { complaintEvents } from '@taizhang/contracts/complaints';
import type { TimelineEntry } from '@taizhang/contracts/views';
import { termIn } from '@taizhang/portal/ui';
import { sentenceOf, wordsOf, type Words } from './sentence';
import { timelineTexts } from './timeline.texts';

const words: Words = {
  term: termIn('zh'),
  nameOf: (id) => ({ 'unit-1': '城东供电所', 'staff-1': '李处理' })[id] ?? id,
  meansOf: (means) => means,
  promiseOf: (promise) => promise,
};
const event = (type: string, data: Record<string, unknown>) =>
  ({ type, data }) as unknown as TimelineEntry;

describe('an event as a sentence', () => {
  it('exists for every event a complaint can have', () => {
    for (const type of Object.keys(complaintEvents)) {
      expect(sentenceOf(event(type, {}), words).key).toBe(`event.${type}`);
    }
  });

  it('names people and units, not ids', () => {
    expect(sentenceOf(event('ComplaintDispatched', { toUnitId: 'unit-1' }), words).values).toEqual(
      expect.objectContaining({ unit: '城东供电所' }),
    );
  });

  it('tells a rating, and money in yuan', () => {
    expect(sentenceOf(event('ComplaintClosed', { satisfaction: 4 }), words)).toMatchObject({
      key: 'event.ComplaintClosed.rated',
      values: { satisfaction: 4 },
    });
    const remedy = event('ComplaintRemedied', { remedy: 'compensation', amountFen: 5050 });
    expect(sentenceOf(remedy, words).values['amount']).toBe('50.50');
  });

  it('has every gap filled', () => {
    const { values } = sentenceOf(event('ComplaintLodged', {}), words);
    for (const text of Object.values(timelineTexts.zh)) {
      if (!text.includes('导入') && !text.includes('{{count}}') && !text.includes('{{words}}')) {
        for (const [, gap] of text.matchAll(/\{\{(\w+)\}\}/g)) {
          if (!['name', 'at'].includes(gap!)) expect(values).toHaveProperty(gap!);
        }
      }
    }
  });

  it('survives an event it does not know', () => {
    expect(sentenceOf(event('ComplaintMerged', {}), words).key).toBe('event.unknown');
  });

  it('keeps what people wrote apart from terms', () => {
    expect(wordsOf(event('ComplaintReturned', { reason: 'wrong-unit', note: '非本所' }))).toBe(
      '非本所',
    );
    expect(wordsOf(event('ComplaintReturned', { reason: 'wrong-unit', note: '' }))).toBeNull();
    expect(wordsOf(event('ComplaintReopened', { reason: '又停电' }))).toBe('又停电');
  });
});
