import type { ActorId, Instant, Message } from '@taizhang/kernel';
import { projected, recorded } from '@taizhang/kernel/testing';
import { openCases } from './open-cases.projection';

const at = '2026-03-02T02:00:00.000Z' as Instant;
const fact = (type: string, data: object): Message => ({
  ...{ type, at, by: 'staff-agent' as ActorId, data: { customerId: 'customer-1', ...data } },
});
const openAfter = (...events: Message[]) => [
  ...projected(openCases, recorded('any', events as never[])).keys(),
];

/** [what is told when it begins, ends and begins again] by the context that owns the case. */
const lives = [
  ['complaintId', 'ComplaintLodged', 'ComplaintClosed', 'ComplaintReopened'],
  ['faultId', 'FaultReported', 'FaultClosed', 'FaultReopened'],
  ['inquiryId', 'InquiryOpened', 'InquiryClosed', 'InquiryReopened'],
] as const;

describe('Cases that are open', () => {
  it.each(lives)('%s: from its beginning, until it is closed, and again', (field, ...types) => {
    const [begun, over, again] = types.map((type) => fact(type, { [field]: 'case-1' }));
    expect(openAfter(begun!)).toEqual(['case-1']);
    expect(openAfter(begun!, over!)).toEqual([]);
    expect(openAfter(begun!, over!, again!)).toEqual(['case-1']);
  });

  it('are known as soon as a contact is routed, before their context has heard of it', () => {
    expect(openAfter(fact('ContactRouted', { caseId: 'inquiry-1' }))).toEqual(['inquiry-1']);
  });

  it('are those of whoever is found to have the account', () => {
    const [asked, verified] = ['InquiryOpened', 'InquiryVerified'].map((type, index) =>
      fact(type, { inquiryId: 'inquiry-1', customerId: index === 0 ? null : 'customer-2' }),
    );
    const told = recorded('any', [asked, verified] as never[]);
    expect(projected(openCases, told).get('inquiry-1')).toMatchObject({ customerId: 'customer-2' });
  });

  it('replayed twice are the same', () => {
    const told = [fact('InquiryOpened', { inquiryId: 'inquiry-1' })];
    expect(openAfter(...told, ...told)).toEqual(openAfter(...told));
  });
});
