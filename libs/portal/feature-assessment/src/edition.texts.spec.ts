import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { editionTexts } from './edition.texts';

const rulebook = resolve(__dirname, '../../../calendar/src/rulebook.json');

it('every document that a promise comes from has a title', () => {
  const { editions } = JSON.parse(readFileSync(rulebook, 'utf8')) as {
    editions: { edition: string }[];
  };
  const titled = Object.keys(editionTexts.zh);
  expect(editions.map(({ edition }) => `edition.${edition}`).sort()).toEqual([...titled].sort());
});
