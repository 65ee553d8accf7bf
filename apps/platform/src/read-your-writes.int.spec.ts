/** Whoever asks with the position of their command sees what it did, however many do at once. */
import type { Complaint, Contact, Customer } from '@taizhang/contracts/views';
import { randomUUID } from 'node:crypto';
import type { Person } from './api.fixtures';
import { Case } from './complaint-steps.fixtures';
import { TestPlatform } from './platform.fixtures';

const atOnce = 50;
const numbered = Array.from({ length: atOnce }, (_, index) => index);

let platform: TestPlatform;
let unit: string;
let lin: Person;

beforeAll(async () => {
  platform = await TestPlatform.start();
  unit = await platform.unit('城东处理班');
  lin = await platform.hire('lin', unit, 'supervisor');
});

afterAll(() => platform?.stop());

describe('Fifty at once', () => {
  it('each find the customer they just registered, in the archive and by searching', async () => {
    const seen = numbered.map(async (number) => {
      const phone = `139${String(10_000_000 + number)}`;
      const customer = { name: `客户${number}`, kind: 'resident', phones: [phone] };
      const { id, position: waitFor } = await lin.does('customers', customer);
      const archive = await lin.get<{ customer: Customer }>(`customers/${id}`, { waitFor });
      expect([archive.status, archive.body.customer.id]).toEqual([200, id]);
      type Found = { items: Customer[] };
      const found = await lin.post<Found>('customers/search', { query: phone }, { waitFor });
      expect(found.body.items.map((row) => row.id)).toEqual([id]);
    });
    await Promise.all(seen);
  });

  it('each see every step of their complaint, revision by revision', async () => {
    const handled = numbered.map(async () => {
      const complaint = await Case.lodge(lin);
      const expectShown = async (status: string) => {
        const { body, headers } = await lin.get<Complaint>(`complaints/${complaint.id}`, {
          waitFor: complaint.position,
        });
        expect(body).toMatchObject({ status, revision: complaint.revision });
        expect(headers.get('etag')).toBe(`"${complaint.revision}"`);
      };
      await expectShown('lodged');
      await complaint.dispatch(lin, unit);
      await expectShown('dispatched');
      await complaint.step(lin, 'acceptance', {});
      await expectShown('accepted');
    });
    await Promise.all(handled);
  });

  it('on one contact: one wins, the others are told which revision it has', async () => {
    const { id, revision } = await lin.does('contacts', { channel: 'hotline' });
    const classify = (number: number) => ({ type: 'inquiry', topic: 'bill', summary: `${number}` });
    const answers = await Promise.all(
      numbered.map((number) =>
        lin.post(`contacts/${id}/classification`, classify(number), {
          key: randomUUID(),
          ifMatch: revision,
        }),
      ),
    );
    const [won, ...more] = answers.filter(({ status }) => status === 200);
    expect(more).toEqual([]);
    const lost = answers.filter((answer) => answer !== won);
    expect(lost.map(({ status, body }) => [status, body['actual']])).toEqual(
      lost.map(() => [412, revision + 1]),
    );
    const waitFor = String(won!.body['position']);
    const { body } = await lin.get<Contact>(`contacts/${id}`, { waitFor });
    expect(body.summary).toBe(String(answers.indexOf(won!)));
  });

  it('repeating one command are one complaint', async () => {
    const lodging = { category: 'outage.repair', channel: 'letter', statement: '停电两天' };
    const key = randomUUID();
    const answers = await Promise.all(numbered.map(() => lin.post('complaints', lodging, { key })));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const replayed = answers.filter(({ headers }) => headers.get('idempotent-replayed'));
    expect(replayed).toHaveLength(atOnce - 1);
    const { id, position } = answers[0]!.body as { id: string; position: string };
    const timeline = await lin.get<{ items: unknown[] }>(`complaints/${id}/timeline`, {
      waitFor: position,
    });
    expect(timeline.body.items).toHaveLength(1);
  });
});

describe('Waiting', () => {
  it('for what was never recorded ends with a problem that says when to ask again', async () => {
    const { position } = await lin.does('contacts', { channel: 'web' });
    const begun = Date.now();
    const answer = await lin.get('workbench', { waitFor: String(Number(position) + 1_000_000) });
    expect(answer).toMatchObject({ status: 503, body: { code: 'view-behind' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Date.now() - begun).toBeLessThan(30_000);
  });

  it.each(['-1', 'x', '1.5', '9223372036854775808', '1'.repeat(30)])(
    'for "%s" is refused at once',
    async (waitFor) => {
      const { status, body } = await lin.get('workbench', { waitFor });
      expect([status, body['code']]).toEqual([400, 'request-invalid']);
    },
  );
});
