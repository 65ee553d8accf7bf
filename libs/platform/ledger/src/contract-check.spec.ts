import { defineEvent, personal } from '@taizhang/kernel';
import { z } from 'zod';
import { contractCheck } from './contract-check';

const check = contractCheck({
  Registered: defineEvent({
    meaning: 'Somebody is known.',
    version: 2,
    person: ['id'],
    data: z.object({ id: z.string(), phone: personal(z.string().regex(/^\d{11}$/)) }),
  }),
});
const data = { id: 'customer-1', phone: '13800001111' };
const registered = { type: 'Registered', version: 2, data };

describe('The contract, looked at by who receives', () => {
  it('lets pass what it declares', () => {
    expect(check(registered)).toBeUndefined();
  });

  it('lets pass blanks where a person was erased', () => {
    expect(check({ ...registered, data: { ...data, phone: '' } })).toBeUndefined();
  });

  it.each([
    [
      'a type nobody declared',
      { type: 'Forgotten' },
      'events of type Forgotten are not known here',
    ],
    ['a later version', { version: 3 }, 'version 3 of Registered is not known here'],
    ['a missing field', { data: { phone: '' } }, 'id (invalid_type)'],
    ['no data', { data: null }, 'data (invalid_type)'],
    [
      'a wrong field, without its value',
      { data: { ...data, phone: '1380' } },
      'phone (invalid_format)',
    ],
  ])('stops %s', (_, wrong, reason) => {
    expect(check({ ...registered, ...wrong })).toBe(reason);
  });
});
