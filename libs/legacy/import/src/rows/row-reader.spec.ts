import { complaintEvents, type ComplaintEvent } from '@taizhang/contracts/complaints';
import type { Header } from '../csv/header';
import { parseMapping, problemLine } from '../mapping/read-mapping';
import { RowReader } from './row-reader';

const names = ['case', 'activity', 'time', 'who', 'customer', 'unit', 'word', 'text', 'amount'];
const header: Header = { file: 'x.csv', names, width: names.length };
const unknownWords: string[] = [];
beforeEach(() => unknownWords.splice(0));

const columns = `source: old
columns:
  case: case
  activity: activity
  time: { column: time, format: iso, zone: Z }
  person: who
  customer: customer
  unit: unit
`;

function reader(rest: string, top = columns) {
  const result = parseMapping('m.yaml', top + rest).check(header);
  if ('problems' in result) throw new Error(result.problems.map(problemLine).join('\n'));
  return new RowReader(result.mapping, {
    unknownWord: (field, word) => unknownWords.push(`${field} ${word}`),
    textCut: () => unknownWords.push('cut'),
  });
}

const filled = {
  ...{ case: '7', activity: 'X', time: '2020-01-02T03:04:05Z', who: '王芳', customer: 'c' },
  ...{ unit: 'u', word: '', text: '', amount: '' },
};

function read(rest: string, cells: Partial<typeof filled> = {}, top = columns) {
  const fields = Object.values({ ...filled, ...cells });
  return reader(rest, top).read({ row: 5, fields, raw: Buffer.from(fields.join()) });
}

function eventOf(rest: string, cells: Partial<typeof filled> = {}, top = columns): ComplaintEvent {
  const row = read(rest, cells, top);
  if ('kind' in row) throw new Error(row.reason);
  const { event } = row.fact;
  // What the ledger stores must keep the contract, whatever the file says.
  complaintEvents[event.type].data.parse(event.data);
  return event;
}

const reasonOf = (rest: string, cells: Partial<typeof filled> = {}, top = columns) => {
  const row = read(rest, cells, top);
  return 'kind' in row ? row.reason : null;
};

test.each([
  ['lodged', 'ComplaintLodged', { severity: 'general', channel: 'legacy', category: null }],
  ['dispatched', 'ComplaintDispatched', { dueAt: null }],
  ['accepted', 'ComplaintAccepted', {}],
  ['{ event: returned, reason: wrong-unit, note: "{text}" }', 'ComplaintReturned', { note: 'T' }],
  ['{ event: contacted, means: phone }', 'CustomerContacted', { means: 'phone', dueAt: null }],
  ['{ event: investigated, cause: people }', 'ComplaintInvestigated', { cause: 'people' }],
  ['{ event: adjudicated, verdict: unproven }', 'ComplaintAdjudicated', { verdict: 'unproven' }],
  ['{ event: remedied, remedy: apology }', 'ComplaintRemedied', { amountFen: null }],
  ['replied', 'ComplaintReplied', { reply: '' }],
  ['{ event: replied, reply: "答复：{text} {{x}" }', 'ComplaintReplied', { reply: '答复：T {x}' }],
  ['closed', 'ComplaintClosed', { satisfaction: null }],
  ['{ event: closed, satisfaction: 4 }', 'ComplaintClosed', { satisfaction: 4 }],
  ['{ event: reopened, reason: again }', 'ComplaintReopened', { repliedBy: null, promises: [] }],
  ['note', 'ComplaintHistoryNoted', { activity: 'X' }],
])('an activity that means %s', (meaning, type, data) => {
  const event = eventOf(`activities: { X: ${meaning} }`, { text: 'T' });
  expect(event).toMatchObject({ type, at: '2020-01-02T03:04:05.000Z', data });
  expect(event.by).toMatch(/^staff-[0-9a-z]{13}$/);
});

test('a choice is read from its column, by the ledger’s words', () => {
  const verdict = '{ column: word, values: { 真: proven, 假: unproven } }';
  const judged = `activities: { X: { event: adjudicated, verdict: ${verdict} } }`;
  expect(eventOf(judged, { word: ' 真 ' }).data).toMatchObject({ verdict: 'proven' });
  expect(reasonOf(judged, { word: '？' })).toBe(
    'the verdict "？" has no meaning; add it to "values" or write "otherwise"',
  );
  expect(reasonOf(judged)).toBe('the verdict is blank');
});

test('without a list of words the column holds our own', () => {
  const judged = 'activities: { X: { event: adjudicated, verdict: { column: word } } }';
  expect(eventOf(judged, { word: 'partly-proven' }).data).toMatchObject({
    verdict: 'partly-proven',
  });
  const closed = 'activities: { X: { event: closed, satisfaction: { column: word } } }';
  expect(eventOf(closed, { word: '5' }).data).toMatchObject({ satisfaction: 5 });
});

test('a word that only describes the case may be unknown: it is told, not guessed', () => {
  const lodged = `lodging:
  category: { column: word, values: { 抄表: business.reading } }
  severity: { column: text, values: { 重: major }, otherwise: important }
activities: { X: lodged }`;
  expect(eventOf(lodged, { word: '抄表', text: '重' }).data).toMatchObject({
    category: 'business.reading',
    severity: 'major',
  });
  expect(eventOf(lodged, { word: '路灯', text: '轻' }).data).toMatchObject({
    category: null,
    severity: 'important',
  });
  expect(unknownWords).toEqual(['category 路灯']);
});

test('fields to keep stand behind the text of the event', () => {
  const top = `${columns}  keep: [word, amount]\n`;
  const lodged = 'lodging: { statement: "{text}" }\nactivities: { X: lodged }';
  expect(eventOf(lodged, { text: '停电', word: 'P1' }, top).data).toMatchObject({
    statement: '停电\nword: P1',
  });
});

test('a text longer than the ledger takes is cut, and counted', () => {
  const event = eventOf('activities: { X: { event: replied, reply: "{text}" } }', {
    text: '长'.repeat(5000),
  });
  expect(event.data).toMatchObject({ reply: `${'长'.repeat(3999)}…` });
  expect(unknownWords).toEqual(['cut']);
});

test.each([
  ['yuan', '20.5', 2050],
  ['yuan', '7', 700],
  ['fen', '7', 7],
  ['yuan', '', null],
])('an amount in %s: %s', (unit, amount, amountFen) => {
  const paid = `{ event: remedied, remedy: compensation, amount: { column: amount, in: ${unit} } }`;
  expect(eventOf(`activities: { X: ${paid} }`, { amount }).data).toMatchObject({ amountFen });
});

test.each([
  [{ case: ' ' }, 'the case is blank'],
  [{ activity: '' }, 'the activity is blank'],
  [{ time: '' }, 'the time is blank'],
  [{ time: '2020-02-30' }, '"2020-02-30" is not a time as columns.time.format says'],
  [{ text: 'a\0' }, 'the row contains NUL bytes'],
  [{ text: 'a\uFFFD' }, 'the row contains bytes that csv.encoding does not know'],
  [{ amount: '1,5' }, '"1,5" is no amount in yuan'],
  [
    { activity: 'Y' },
    'the activity "Y" has no meaning; add it to "activities" or write "otherActivities: note"',
  ],
])('%#: a row that cannot be understood says why', (cells, reason) => {
  const paid = '{ event: remedied, remedy: compensation, amount: { column: amount, in: yuan } }';
  expect(reasonOf(`activities: { X: ${paid} }`, cells)).toBe(reason);
});

test('activities nobody listed are notes where the mapping says so', () => {
  const event = eventOf('activities: { A: lodged }\notherActivities: note', {
    activity: 'constructor',
  });
  expect(event).toMatchObject({ type: 'ComplaintHistoryNoted', data: { activity: 'constructor' } });
});

test('a row that names nobody was done by the import, for the unit of the ledger', () => {
  const row = read('activities: { X: accepted }', { who: '', customer: '', unit: '' });
  expect(row).toMatchObject({ person: null, customer: null, unit: { legacyName: '' } });
  if ('fact' in row) expect(row.fact.event.by).toBe('system-import');
});

test('a date and a time of day in two columns', () => {
  const top = columns.replace('column: time, format: iso', 'column: [text, word], format: iso');
  const event = eventOf('activities: { X: note }', { text: '2020-01-02', word: '03:04' }, top);
  expect(event.at).toBe('2020-01-02T03:04:00.000Z');
});

test('the lodging that is inferred says where it comes from', () => {
  const row = read('lodging: { statement: "{text}" }\nactivities: { X: accepted }', { text: 'T' });
  if (!('fact' in row)) throw new Error(row.reason);
  expect(row.inferredLodging()).toMatchObject({
    event: { type: 'ComplaintLodged', by: 'system-import', at: row.fact.event.at },
    origin: { source: 'old', row: 5, activity: '(inferred)' },
  });
});
