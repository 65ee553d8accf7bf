import { defineEvent, personal } from '@taizhang/kernel';
import { z } from 'zod';
import { contractCheck } from './contract-check';

const check = contractCheck({
  Registered: defineEvent({
    meaning: 'Somebody is known.',
    version: 2,
    upcasts: [({ tel, ...rest }) => ({ ...rest, phone: tel ?? '' })],
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

  it('reads an earlier version as today’s', () => {
    const old = { ...registered, version: 1, data: { id: 'customer-1', tel: '13800001111' } };
    expect(check(old)).toBeUndefined();
    expect(check({ ...old, data: { id: 'customer-1', tel: '1380' } })).toContain('phone');
  });

  it.each([
    [
      'a type nobody declared',
      { type: 'Forgotten' },
      'events of type Forgotten are not known here',
    ],
    ['a version before the first', { version: 0 }, 'version 0 of Registered is not known here'],
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
