/** An operator finds what could not be taken in, tries it again, gives it up, audits the log. */
import pg from 'pg';
import { accessibilityFaults } from './accessibility';
import { useHouse } from './house';
import type { Visitor } from './visitor';

const house = useHouse();

describe('What is parked', () => {
  const database = new pg.Pool({
    connectionString: process.env['TEST_PLATFORM_DATABASE_URL']!,
    max: 1,
  });

  beforeAll(async () => {
    await database.query(
      `INSERT INTO exchange.parked (consumer, key, id, type, topic, reason) VALUES
         ('nobody.listens', 'contact-7', 'event-1', 'ContactRouted', 'taizhang.intake.v1',
          'contract: unitId (invalid_type)'),
         ('nobody.listens', 'contact-7', 'event-2', 'ContactClosed', 'taizhang.intake.v1', NULL)`,
    );
    await database.query(
      `INSERT INTO organisation_directory_v1.parked_events
         (table_name, kind, key, position, stream, revision, event_id, type, reason)
       SELECT 'units', 'key', stream, position, stream, revision, id, type, 'what is in column name is no text'
       FROM ledger.events WHERE type = 'UnitOpened' LIMIT 1`,
    );
    await database.query(
      `INSERT INTO platform.subscribers (name, process, kind, state, position, progress_at, restarts,
         failure, failure_class, restart_reason, beat_at)
       VALUES ('reporting.feed', 'elsewhere-1', 'consumer', 'failing', 1, now() - interval '2 hours',
         3, 'connect ECONNREFUSED', 'transient', 'The log has not answered for 15 s',
         now() + interval '1 hour')`,
    );
  });
  afterAll(async () => {
    await database.query('DELETE FROM organisation_directory_v1.parked_events');
    await database.query(`DELETE FROM platform.subscribers WHERE process = 'elsewhere-1'`);
    await database.query(`DELETE FROM exchange.parked WHERE consumer = 'nobody.listens'`);
    await database.end();
  });

  it('is shown with who is behind, tried again, and given up with a reason', async () => {
    const operator = await house.visitor();
    await operator.enter('operator');
    await operator.panel('parked/parked').getByText('contract: unitId (invalid_type)').waitFor();
    await operator.panel('parked/behind').getByText('reporting.feed').waitFor();
    await operator.look('operations parked zh');
    expect(await accessibilityFaults(operator.page)).toEqual([]);
    await operator.speak('en');
    await operator.button('parked/action.retryAll').waitFor();
    await operator.look('operations parked');

    const parked = operator.panel('parked/parked');
    const row = parked.getByRole('row').filter({ hasText: 'contact-7' });
    await row.getByRole('button', { name: operator.say('parked/action.retry') }).click();
    await confirm(operator);
    await row.getByText(operator.say('parked/retry.wanted')).waitFor();
    await database.query(`UPDATE exchange.parked SET retry_wanted = false`);
    await row.getByRole('button', { name: operator.say('parked/action.discard') }).click();
    const question = operator.page.getByRole('dialog');
    const yes = question.getByRole('button', { name: operator.say('parked/discard.yes') });
    await yes.click();
    await question.getByText(operator.say('parked/discard.short')).waitFor();
    await operator.field('parked/discard.reason').fill('told twice by mistake');
    await operator.look('operations parked discard');
    expect(await accessibilityFaults(operator.page)).toEqual([]);
    await yes.click();
    await row.waitFor({ state: 'detached' });
    await parked.getByText(operator.say('parked/discarded')).click();
    const givenUp = parked.getByRole('listitem').filter({ hasText: 'told twice by mistake' });
    await givenUp.getByText('许强').waitFor();
    await givenUp.scrollIntoViewIfNeeded();
    await operator.look('operations given up');
    await operator.speak('zh');
    await operator.look('operations given up zh');
  });

  it('is looked for by reading the log once more', async () => {
    const operator = await house.visitor();
    await operator.enter('operator');
    await operator.button('parked/audit.begin').click();
    const audit = operator.panel('parked/audit');
    await audit.getByText(operator.say('parked/verdict.good')).first().waitFor();
    expect(await audit.getByText('✕').count()).toBe(0);
    await audit.scrollIntoViewIfNeeded();
    await operator.look('operations audited zh');
    await operator.speak('en');
    await operator.look('operations audited');
  });
});

async function confirm({ page, say }: Visitor) {
  const question = page.getByRole('dialog');
  await question.getByRole('button', { name: say('operations/yes'), exact: true }).click();
  await question.waitFor({ state: 'detached' });
}
