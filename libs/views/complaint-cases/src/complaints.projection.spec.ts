import { projected } from '@taizhang/kernel/testing';
import { asOf, differenceOf } from '@taizhang/views/cases';
import {
  complaintId,
  contactMissed,
  history,
  lodged,
  minute,
  reopened,
  story,
} from './complaint.fixtures';
import { complaints } from './complaints.projection';

const rowOf = (...events: Parameters<typeof history>) =>
  projected(complaints, history(...events)).get(complaintId)!;

describe('A complaint as people see it', () => {
  it('shows the promise that ends first', () => {
    expect(rowOf(lodged)).toMatchObject({
      status: 'lodged',
      nextPromise: 'complaint-contact',
      nextDueAt: minute(60),
      missed: 0,
    });
  });

  it('keeps the contact promise and then waits for the reply', () => {
    const row = rowOf(...story.slice(0, 4));
    expect(row).toMatchObject({ status: 'contacted', nextPromise: 'complaint-reply', missed: 0 });
    expect(row.promises.map(({ state }) => state)).toEqual(['running', 'kept']);
  });

  it('ends with nothing running', () => {
    expect(rowOf(...story)).toMatchObject({
      status: 'closed',
      verdict: 'proven',
      satisfaction: 5,
      nextPromise: null,
      events: story.length,
      revision: story.length - 1,
    });
  });

  it('counts a missed promise once, whoever says so first', () => {
    expect(rowOf(lodged, contactMissed).missed).toBe(1);
    expect(rowOf(lodged, contactMissed, contactMissed).missed).toBe(1);
    expect(rowOf(lodged, contactMissed, story[3]).missed).toBe(1);
  });

  it('starts again when reopened, remembering what was missed', () => {
    const row = rowOf(lodged, contactMissed, ...story.slice(1), reopened);
    expect(row).toMatchObject({ status: 'reopened', reopenings: 1, missed: 1, verdict: null });
    expect(row.nextPromise).toBe('complaint-contact');
  });

  it('shows nothing of a complaint that was never lodged', () => {
    expect(projected(complaints, history(...story.slice(1))).size).toBe(0);
  });
});

describe('Any past state', () => {
  const all = history(...story);

  it('as of the last event is the row served now', () => {
    expect(asOf(complaints, all, { revision: 99 })!.row).toEqual(rowOf(...story));
  });

  it('by revision and by time are the same state', () => {
    for (const event of all) {
      const byRevision = asOf(complaints, all, { revision: event.revision });
      expect(asOf(complaints, all, { at: event.at, basis: 'occurred' })).toEqual(byRevision);
    }
  });

  it('is unknown before it was lodged', () => {
    expect(asOf(complaints, all, { at: minute(-1), basis: 'occurred' })).toBeNull();
  });

  it('differs by what the events in between changed', () => {
    const [before, after] = [2, 3].map((revision) => asOf(complaints, all, { revision })!.row);
    const changed = differenceOf(complaints, before!, after!).map(({ field }) => field);
    expect(changed).toEqual(['status', 'contactedAt', 'promises', 'nextPromise', 'nextDueAt']);
    expect(differenceOf(complaints, before!, before!)).toEqual([]);
  });
});
