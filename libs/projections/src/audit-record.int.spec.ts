import { audit } from './audit';
import { isAuditDue, recordAudits } from './audit-record';
import { ensureBuilt } from './ensure-built';
import { models, openWorkplace, type Workplace } from './projections.fixtures';

describe('An audit', () => {
  let place: Workplace;

  const isDue = () => isAuditDue(place.pool, models, 24);
  const dated = (readModel: string, interval: string) =>
    place.pool.query(
      `UPDATE projections.audits SET audited_at = now() + $2::interval WHERE read_model = $1`,
      [readModel, interval],
    );

  beforeEach(async () => {
    place = await openWorkplace();
    await ensureBuilt(place.log, place.pool, models);
    await recordAudits(place.pool, await audit(place.log, place.pool, models));
  });
  afterEach(() => place.close());

  it('is not due while every read model was audited a while ago', async () => {
    expect(await isDue()).toBe(false);
    await dated('notebook_v1', '-23 hours');
    expect(await isDue()).toBe(false);
  });

  it.each([
    ['the last one is too long ago', '-25 hours'],
    ['the clock was ahead at the last one', '1 hour'],
    ['the clock was far ahead at the last one', '1 year'],
  ])('is due when %s', async (_, interval) => {
    await dated('notebook_v1', interval);
    expect(await isDue()).toBe(true);
  });

  it('is due when a read model was never audited', async () => {
    await place.pool.query(`DELETE FROM projections.audits WHERE read_model = 'diary_v1'`);
    expect(await isDue()).toBe(true);
  });
});
