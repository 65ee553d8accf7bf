/** What customers said, whether we asked or they told us by a link. */
import { kindOfCase, type CallbackEvent, type RatingEvent } from '@taizhang/contracts/assessment';
import type { Rating } from '@taizhang/contracts/views';
import { projection } from '@taizhang/kernel';

type Event = Extract<CallbackEvent | RatingEvent, { type: 'CallbackScored' | 'CaseRated' }>;

export const ratings = projection<Rating, Event>({
  table: 'ratings',
  columns: {
    id: { type: 'text' },
    caseId: { type: 'text' },
    caseKind: { type: 'text' },
    customerId: { type: 'text', nullable: true },
    handlerId: { type: 'text', nullable: true },
    unitId: { type: 'text', nullable: true },
    source: { type: 'text' },
    score: { type: 'integer' },
    comment: { type: 'text' },
    at: { type: 'timestamptz' },
  },
  indexes: ['(at DESC, id)', '(customer_id, at DESC)', '(case_id)'],
  types: ['CallbackScored', 'CaseRated'],
  keysOf: ({ stream }) => [stream],

  evolve(row, { type, data, at, stream }) {
    if (data.score === null) return row;
    const { caseId, customerId, handlerId, unitId, score, comment } = data;
    return {
      id: stream,
      ...{ caseId, caseKind: kindOfCase(caseId), customerId, handlerId, unitId },
      source: type === 'CaseRated' ? 'link' : 'callback',
      ...{ score, comment, at },
    };
  },
});
