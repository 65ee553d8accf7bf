import { CommandIdReused, Poison, Refused } from '@taizhang/kernel';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { isPoison, reasonOf } from './poison.policy';

const contractError = () => z.object({ phone: z.string() }).safeParse({ phone: 7 }).error!;

function failureOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('What no repetition helps', () => {
  it.each([
    ['a handler that says so', new Poison('unknown version 9')],
    ['a refusal', new Refused('complaint-not-open')],
    ['a command id of another command', new CommandIdReused('c-1')],
    ['a contract that does not fit', contractError()],
    ['an error of the program', new TypeError('undefined is not a function')],
    ['what PostgreSQL cannot store', Object.assign(new Error('no NUL'), { code: '22021' })],
    ['an error of the program in another realm', runInNewContext('new TypeError("x is not y")')],
  ])('%s', (_, error) => expect(isPoison(error)).toBe(true));
});

describe('What may pass by itself', () => {
  it.each([
    ['a database that does not answer', new Error('Connection terminated unexpectedly')],
    ['a network that is away', new TypeError('fetch failed')],
    ['anything that is no error', 'no'],
    ['nothing at all', undefined],
  ])('%s', (_, error) => expect(isPoison(error)).toBe(false));
});

describe('The reason', () => {
  it('names the places of a contract, never the values', () => {
    expect(reasonOf(contractError())).toBe('contract: phone (invalid_type)');
  });

  it('repeats nothing of what could not be read', () => {
    const parsed = () => JSON.parse('欧阳翠萍') as unknown;
    const refused = Object.assign(new Error('invalid input for integer: "欧阳翠萍"'), {
      code: '22P02',
    });
    for (const error of [failureOf(parsed), refused]) {
      expect(reasonOf(error)).toMatch(/^\w+: .*"…"/);
      expect(reasonOf(error)).not.toMatch(/[欧阳翠萍]/);
    }
  });

  it('is what the handler said', () => {
    expect(reasonOf(new Poison('unknown version 9'))).toBe('unknown version 9');
    expect(reasonOf(new RangeError('too far'))).toBe('RangeError: too far');
    expect(reasonOf('no')).toBe('no');
    expect(reasonOf(undefined)).toBe('undefined');
  });
});
