import { asked, needsNobody, triageOf } from './scripted-triage';

describe('the questions about a fault', () => {
  it('are asked one after the other', () => {
    expect(asked({})).toEqual(['arrears']);
    expect(asked({ arrears: 'no' })).toEqual(['arrears', 'neighbours']);
    expect(asked({ arrears: 'no', neighbours: 'no', switch: 'no' })).toHaveLength(3);
  });
  it('end with the first yes', () => {
    expect(asked({ arrears: 'yes', neighbours: 'no' })).toEqual(['arrears']);
    expect(triageOf({ arrears: 'yes' })).toBe('arrears');
    expect(triageOf({ arrears: 'no', neighbours: 'yes' })).toBe('known-outage');
    expect(triageOf({ arrears: 'no', neighbours: 'no', switch: 'yes' })).toBe('customer-internal');
  });
  it('send a crew when nothing explains it', () => {
    expect(triageOf({ arrears: 'no', neighbours: 'no', switch: 'no' })).toBe('dispatch');
    expect(triageOf({ arrears: 'no' })).toBeNull();
  });
  it('spare a crew where words suffice', () => {
    expect(needsNobody('customer-internal')).toBe(true);
    expect(needsNobody('known-outage')).toBe(false);
  });
});
