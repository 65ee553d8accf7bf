/** What the documentation tells must work, and everything that works must be told. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Header } from '../csv/header';
import { activityTargets, mappingSchema } from './mapping.schema';
import { parseMapping, problemLine } from './read-mapping';

const docs = join(__dirname, '../../../../../docs');
const howTo = readFileSync(join(docs, 'how-to/import-a-legacy-ledger.md'), 'utf8');
const reference = readFileSync(join(docs, 'reference/import-mapping.md'), 'utf8');

const yamlIn = (text: string) =>
  [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml!);
const columnsIn = (text: string) => /```text\n(工单号.*)\n/.exec(text)![1]!.split(',');

test('the mappings of the how-to fit the file it shows', () => {
  const names = columnsIn(howTo);
  const header: Header = { file: 'complaints-2019.csv', names, width: names.length };
  const mappings = yamlIn(howTo);
  expect(mappings.length).toBeGreaterThan(1);
  for (const mapping of mappings) {
    const result = parseMapping('old-tickets.yaml', mapping).check(header);
    expect('problems' in result ? result.problems.map(problemLine) : []).toEqual([]);
  }
});

test('the reference tells every key and every event', () => {
  const { shape } = mappingSchema(null);
  const inColumns = Object.keys(shape.columns.shape);
  const inLodging = Object.keys(shape.lodging.unwrap().shape);
  for (const key of [...Object.keys(shape), ...inColumns, ...inLodging, ...activityTargets]) {
    expect(reference).toContain(`\`${key}\``);
  }
});
