import type { OpenExchange } from '@taizhang/platform/service';
import type { Pool } from 'pg';
import { ParkedController } from './parked.controller';

jest.setTimeout(60_000);

it('Whoever asks for another try is answered although it does not come to its end', async () => {
  const parked = [{ consumer: 'callbacks', key: 'complaint-1' }];
  const exchange = { parked: async () => parked, retry: () => new Promise(() => undefined) };
  const controller = new ParkedController(exchange as unknown as OpenExchange, {} as Pool);
  const body = { place: 'consumer' as const, name: 'callbacks', key: 'complaint-1' };
  const answer = await controller.retry({ body } as Parameters<typeof controller.retry>[0]);
  expect(answer).toEqual({ requested: true });
});
