import { differencesQuery } from './operations.views';
import { asOfQuery, differenceQuery, pageQuery } from './views.requests';

const queries = { asOfQuery, differenceQuery, differencesQuery, pageQuery };
const read = (query: keyof typeof queries, told: Record<string, unknown>) => {
  const { success, data, error } = queries[query].safeParse(told);
  return success ? data : error.issues.map(({ path }) => path.join());
};

it.each([
  ['asOfQuery', { revision: '' }, ['revision']],
  ['asOfQuery', { revision: ' ' }, ['revision']],
  ['asOfQuery', { revision: '1.5' }, ['revision']],
  ['differenceQuery', { from: '', to: '7' }, ['from']],
  ['differenceQuery', { from: '0', to: '' }, ['to']],
  ['differenceQuery', { to: '7' }, ['from']],
  ['differencesQuery', { after: '' }, ['after']],
  ['pageQuery', { limit: '' }, ['limit']],
  ['pageQuery', { limit: true }, ['limit']],
  ['pageQuery', { limit: null }, ['limit']],
  ['pageQuery', { limit: ['7'] }, ['limit']],
] as const)('%s: what is no number in %j is not taken for one', (query, told, refused) => {
  expect(read(query, told)).toEqual(refused);
});

it.each([
  ['asOfQuery', {}, { basis: 'occurred' }],
  ['asOfQuery', { revision: '0' }, { revision: 0, basis: 'occurred' }],
  ['differenceQuery', { from: '0', to: '7' }, { from: 0, to: 7 }],
  ['differencesQuery', { after: '0' }, { after: 0, limit: 50 }],
  ['pageQuery', { limit: '200' }, { limit: 200 }],
  ['pageQuery', { limit: 200 }, { limit: 200 }],
  ['pageQuery', {}, { limit: 50 }],
] as const)('%s takes %j', (query, told, expected) => {
  expect(read(query, told)).toEqual(expected);
});
