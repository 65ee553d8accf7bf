import { buildOf, createBuild, saveBuild } from './build-record';
import { BuildWatch } from './build-watch';
import { models, openWorkplace } from './projections.fixtures';

it('A look that comes late sends no build back, and takes back nothing that was saved', async () => {
  const { pool, close } = await openWorkplace();
  const build = await createBuild(pool, models, { compare: false, total: 1 });
  await saveBuild(pool, build, { position: 3n, events: 3, phase: 'switching' });
  const watch = new BuildWatch(pool, build, { lookMs: 60_000 });
  watch.tell({ phase: 'writing', events: 1, total: 1, eventsPerSecond: 7, secondsLeft: 0 });
  await watch.end();
  const told = { phase: 'switching', events: 3, eventsPerSecond: 7 };
  expect(await buildOf(pool, build.id)).toMatchObject(told);
  await close();
});
