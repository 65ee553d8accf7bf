import { personAt, type TestLedger, openTestLedger } from './replay.fixtures';

jest.setTimeout(60_000);

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
