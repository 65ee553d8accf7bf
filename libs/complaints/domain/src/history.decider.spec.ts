import { specification } from '@taizhang/kernel/testing';
import { closed, lodged, replied, untilAnswered } from './complaint.fixtures';
import { minute } from './people.fixtures';
import { evolveComplaint, unknownComplaint } from './complaint.state';
import { historyDecider, lifecycleRefusal } from './history.decider';

const given = specification(historyDecider);
const { complaintId } = lodged.data;

describe('Imported history', () => {
  it('is recorded as it is, in its own order', () => {
    const facts = [lodged, closed, replied];
    const data = { complaintId, facts };
    given()
      .when({ type: 'RecordHistory', at: minute(9), by: lodged.by, data })
      .then(lodged, closed, replied);
  });

  it('tells what the lifecycle would have refused', () => {
    const state = evolveComplaint(unknownComplaint, lodged);
    expect(lifecycleRefusal(state, closed)).toBe('complaint-not-replied');
    expect(lifecycleRefusal(state, lodged)).toBe('complaint-lodged-twice');
    expect(lifecycleRefusal(unknownComplaint, closed)).toBe('complaint-unknown');
  });

  it('finds nothing wrong with an ordinary life', () => {
    let state = unknownComplaint;
    for (const event of [...untilAnswered, closed]) {
      expect(lifecycleRefusal(state, event)).toBeNull();
      state = evolveComplaint(state, event);
    }
  });
});
