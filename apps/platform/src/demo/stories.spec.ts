import { complaintsIn, filled } from './demo.fixtures';
import type { Recorded } from '@taizhang/kernel';

describe('The stories of the demonstration', () => {
  let events: readonly Recorded[];
  beforeAll(async () => ({ events } = await filled()));

  const caseOf = (name: string) => {
    const registered = events.find(({ data }) => (data as { name?: string }).name === name)!;
    const found = complaintsIn(events).filter((one) => one.customerId === registered.stream);
    expect(found).toHaveLength(1);
    return found[0]!;
  };

  it('tell of 王秀英, whose bill was doubled by a wrong reading', () => {
    const complaint = caseOf('王秀英');
    expect(complaint).toMatchObject({
      status: 'closed',
      category: 'business.reading',
      verdict: 'proven',
      satisfaction: 5,
      missed: 0,
    });
    const steps = ['apology', 'correction', 'compensation', 'follow-up'];
    expect(complaint.remedies.map(({ remedy }) => remedy)).toEqual(steps);
    const classified = events.find(
      ({ stream, type }) => stream === complaint.contactId && type === 'ContactClassified',
    );
    expect(classified!.data).toMatchObject({ recontactOf: { answeredAt: expect.any(String) } });
  });

  it('tell of 陈建国, whose first answer did not hold', () => {
    expect(caseOf('陈建国')).toMatchObject({
      status: 'closed',
      reopenings: 1,
      verdict: 'proven',
      satisfaction: 4,
    });
  });

  it('have ids that depend on nothing but the seed', async () => {
    const later = await filled({ days: 90, customers: 40 });
    const idOf = (all: readonly Recorded[]) =>
      all.find(({ data }) => (data as { name?: string }).name === '王秀英')!.stream;
    expect(idOf(later.events)).toBe(idOf(events));
  });
});
