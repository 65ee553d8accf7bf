import { call, personAt, type TestLedger, openTestLedger } from './replay.fixtures';

describe('taizhang replay', () => {
  let ledger: TestLedger;
  beforeAll(async () => (ledger = await openTestLedger()));
  afterAll(() => ledger.close());

  it('shows what was known at an instant, without personal data unless it is asked for', async () => {
    const { exitCode, out } = await ledger.taizhang(
      'replay',
      'customer-7kx2',
      '--at',
      personAt.first,
    );
    expect(exitCode).toBe(0);
    expect(out).toContain('last known: CustomerRegistered by staff-1');
    expect(out).toContain('‹personal›');
    expect(out).not.toContain('李小明');
    expect(out).toMatch(/Computed from 1 streams, 2 events\.\n$/);
    const open = await ledger.taizhang(
      'replay',
      'customer-7kx2',
      '--at',
      personAt.first,
      '--personal',
    );
    expect(open.out).toContain('李小明');
  });

  it('tells what changed between two instants, through whom, for programs as well', async () => {
    const between = ['--at', personAt.first, '--and', 'now'];
    const text = await ledger.taizhang('replay', 'customer-7kx2', ...between, '--personal');
    expect(text.out).toContain(
      '    name: 李小明 → 李晓明 (CustomerDetailsCorrected by staff-2, 2026-03-02T08:00:00.000Z)',
    );
    const { out } = await ledger.taizhang('replay', 'customer-7kx2', ...between, '--json');
    expect(JSON.parse(out)).toMatchObject({
      asOf: { kind: 'customer', state: { customer: { name: '‹personal›' } } },
      difference: { parts: [{ id: 'customer-7kx2', became: 'changed' }] },
    });
    const masked = await ledger.taizhang('replay', 'customer-7kx2', ...between);
    expect(masked.out).toContain('    name: ‹personal› → ‹personal› (CustomerDetailsCorrected by');
    expect(masked.out + out).not.toMatch(/李小明|李晓明|13900004444|胜利路/);
  });

  it('shows what is restricted to nobody but whoever answers for it', async () => {
    await ledger.restrict('customer-7kx2');
    const asked = ['replay', 'customer-7kx2', '--at', personAt.first, '--personal'];
    const refused = await ledger.taizhang(...asked);
    expect(refused).toMatchObject({ exitCode: 1, out: '' });
    expect(refused.err).toMatch(
      /^The processing of customer-7kx2 is restricted: .* --restricted\.\n$/,
    );
    expect((await ledger.taizhang(...asked, '--restricted')).out).toContain('李小明');
    expect((await ledger.taizhang(...asked.slice(0, -1))).exitCode).toBe(0);
  });

  it('shows nothing of somebody restricted in the archive of whom they were taken for', async () => {
    const asked = ['replay', call.takenFor, '--at', personAt.first, '--personal'];
    expect((await ledger.taizhang(...asked)).out).toContain(call.summary);
    await ledger.restrict(call.of);
    const refused = await ledger.taizhang(...asked);
    expect(refused).toMatchObject({ exitCode: 1, out: '' });
    expect(refused.err).toContain(`The processing of ${call.of} is restricted`);
    expect((await ledger.taizhang(...asked, '--restricted')).out).toContain(call.summary);
  });

  it('is recorded as a look where personal data is shown, and only there', async () => {
    const asked = ['replay', 'customer-7kx2', '--restricted'];
    await ledger.taizhang(...asked, '--personal');
    const looks = await ledger.looks();
    const look = { staff_id: 'system-operator', operation: 'taizhang replay' };
    expect(looks.at(-1)).toEqual({ ...look, subjects: ['customer-7kx2'] });
    await ledger.taizhang(...asked);
    expect(await ledger.looks()).toEqual(looks);
  });

  it.each([
    ['unit-1', [], 2, '"unit-1" has no history.'],
    ['fault-none', [], 1, 'There is no fault-none in this ledger.'],
    ['customer-7kx2', ['--at', '2026-03-05'], 2, '"2026-03-05" is no instant.'],
    ['customer-7kx2', ['--at', '2020-01-01T00:00Z'], 1, 'Nothing was known of customer-7kx2'],
    ['customer-7kx2', ['--and', 'now'], 2, 'Now and now are the same.'],
  ])('refuses %s %p with %d', async (id, more, code, sentence) => {
    const { exitCode, err } = await ledger.taizhang('replay', id, ...more);
    expect(exitCode).toBe(code);
    expect(err).toContain(sentence);
  });
});
