import { assessmentEvents } from '@taizhang/contracts/assessment';
import { inquiryEvents } from '@taizhang/contracts/billing-inquiries';
import { complaintEvents } from '@taizhang/contracts/complaints';
import { intakeEvents } from '@taizhang/contracts/intake';
import { eventNameTexts } from './event-names.texts';

describe('Events behind a figure', () => {
  it('all have a name', () => {
    const counted = [intakeEvents, complaintEvents, inquiryEvents, assessmentEvents];
    const types = counted.flatMap((events) => Object.keys(events)).sort();
    const named = Object.keys(eventNameTexts.zh).map((key) => key.replace('event.', ''));
    expect(types.filter((type) => !named.includes(type))).toEqual([]);
  });
});
