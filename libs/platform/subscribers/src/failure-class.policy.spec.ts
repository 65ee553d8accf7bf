import {
  LogLockedOut,
  LogUnreachable,
  OutcomeUnknown,
  Poison,
  ReadModelBehind,
} from '@taizhang/kernel';
import { failureClassOf } from './failure-class.policy';

const coded = (code: string) => Object.assign(new Error('no'), { code });

describe('A failure', () => {
  it.each([
    ['a full disk', coded('53100')],
    ['a log that is away', new LogUnreachable('14 UNAVAILABLE')],
    ['an append of which nobody knows', new OutcomeUnknown('no answer')],
    ['a read model that has yet to catch up', new ReadModelBehind('behind')],
    ['a broker', Object.assign(new Error('no leader'), { name: 'KafkaJSProtocolError' })],
  ])('that passes: %s', (_, error) => expect(failureClassOf(error)).toBe('transient'));

  it.each([
    ['another password at PostgreSQL', coded('28P01')],
    ['a right at PostgreSQL that was taken away', coded('42501')],
    ['a log that lets nobody in', new LogLockedOut('16 UNAUTHENTICATED')],
  ])('that operators end: %s', (_, error) => expect(failureClassOf(error)).toBe('locked-out'));

  it('that a person must look at', () => {
    expect(failureClassOf(new Poison('unknown version'))).toBe('poison');
  });

  it.each([
    ['a table that is missing', coded('42P01')],
    ['nothing at all', undefined],
  ])('that is ours: %s', (_, error) => expect(failureClassOf(error)).toBe('bug'));
});
