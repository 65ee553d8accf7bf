/** What stays blank in an answer that tells of a restricted person's thing. */
import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { firstValueFrom, of } from 'rxjs';
import { RestrictedInterceptor } from './restricted.interceptor';
import type { RestrictedThings } from './restricted-things';

const statement = '上官家电表走得飞快';
const mine = 'inquiry-1';
const restricted = new Set([mine]);
const things: Partial<RestrictedThings> = {
  areThere: async () => true,
  among: async (ids) => new Set([...ids].filter((id) => restricted.has(id))),
};

const shown = (id: string, answer: unknown): Promise<unknown> => {
  const principal = { staffId: 'staff-1', permissions: ['inquiry.read'] };
  const request = { principal, params: { id } };
  const context = { switchToHttp: () => ({ getRequest: () => request }) };
  const interceptor = new RestrictedInterceptor(things as RestrictedThings);
  const next: CallHandler = { handle: () => of(answer) };
  return firstValueFrom(interceptor.intercept(context as unknown as ExecutionContext, next));
};

/** As it was opened, before it was found to be about the account of somebody else. */
const opened = (inquiryId: string) => ({
  items: [
    { id: 'e1', stream: inquiryId, data: { inquiryId, customerId: 'customer-2', statement } },
  ],
});

it('blanks what was told of their thing when it was taken for another’s', async () => {
  expect(await shown(mine, opened(mine))).toMatchObject({ items: [{ data: { statement: '' } }] });
});

it('leaves what is told of others’ things, also beside theirs', async () => {
  expect(await shown('inquiry-2', opened('inquiry-2'))).toEqual(opened('inquiry-2'));
  const page = {
    items: [
      { id: mine, statement },
      { id: 'inquiry-2', customerId: null, statement },
    ],
  };
  expect(await shown('', page)).toMatchObject({ items: [{ statement: '' }, { statement }] });
});

it('leaves a case of another customer that came from their call', async () => {
  const lodged = { id: 'complaint-2', customerId: 'customer-2', inquiryId: mine, statement };
  expect(await shown('complaint-2', lodged)).toEqual(lodged);
});
