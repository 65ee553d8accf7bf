/** Erasing a person whom tables show that are of no read model of this release. */
import { projection, type ReadModel } from '@taizhang/kernel';
import { Erasures, carriedOut } from '@taizhang/platform/service';
import { Heartbeats } from '@taizhang/platform/subscribers';
import { LiveProjections, RebuildPaused, ensureBuilt, rebuild } from '@taizhang/projections';
import { customers } from '@taizhang/views/customer-archive';
import { decision, openLiveLedger, person, type LiveLedger } from './live-ledger.fixtures';

jest.setTimeout(60_000);

/** Kept up to date here; and what a release had before this one, or will have after it. */
const ours: ReadModel = { name: 'our_archive', version: 1, tables: [projection({ ...customers })] };
const left: ReadModel = { ...ours, name: 'left_archive', version: 3 };

let opened: LiveLedger;
let { pool, log, tell } = {} as LiveLedger;

beforeEach(async () => {
  opened = await openLiveLedger([ours]);
  ({ pool, log, tell } = opened);
  const details = { name: '欧阳翠萍', phones: ['13912345678'], address: '落霞巷 47 号' };
  await tell('CustomerRegistered', {
    ...{ customerId: person, kind: 'resident', unitId: null, ...details },
  });
});
afterEach(() => opened.close());

const erased = { personId: person, ...decision, subjects: [person] };
const carryOut = () =>
  new Erasures({ log, vault: opened.ledger.vault, pool, models: [ours] }).carryOut([
    { data: erased } as never,
  ]);
const schemas = async () => {
  const text = `SELECT nspname FROM pg_namespace WHERE nspname ~ '_v[0-9]' ORDER BY 1`;
  const { rows } = await pool.query<{ nspname: string }>(text);
  return rows.map(({ nspname }) => nspname);
};

it('An erasure reaches what a read model left that is no more, and is complete', async () => {
  await ensureBuilt(log, pool, [left]);
  await rebuild(log, pool, [left]);
  await ensureBuilt(log, pool, [{ ...left, version: 4 }]);
  const paused = rebuild(log, pool, [left], { pause: AbortSignal.abort() });
  await expect(paused).rejects.toThrow(RebuildPaused);
  await pool.query('CREATE SCHEMA reporting_v2');
  await tell('PersonErased', erased);
  await carryOut();
  expect(await schemas()).toEqual(['our_archive_v1', 'reporting_v2']);
  expect(await carriedOut(pool, person)).toMatchObject({ isDone: true, rows: 1 });
});

it('An erasure leaves alone what another release serves, which forgets by itself', async () => {
  await ensureBuilt(log, pool, [left]);
  const other = new LiveProjections(log, pool, [left]);
  const beating = new Heartbeats(pool, [other], { process: 'another-1' });
  other.start();
  await beating.beat();
  beating.start();
  await tell('PersonErased', erased);
  await expect(carryOut()).rejects.toThrow('another release serves left_archive_v3');
  expect(await schemas()).toContain('left_archive_v3');
  await other.stop();
  await beating.stop();
  await carryOut();
  expect(await schemas()).toEqual(['our_archive_v1']);
  expect(await carriedOut(pool, person)).toMatchObject({ isDone: true });
});

it('An erasure that is complete leaves alone what a release to come has built since', async () => {
  await tell('PersonErased', erased);
  await carryOut();
  await tell('ErasureCompleted', { personId: person, events: 1, streams: 1, rows: 1 });
  await ensureBuilt(log, pool, [left]);
  await carryOut();
  expect(await schemas()).toContain('left_archive_v3');
});
