import type { Header } from '../csv/header';
import { parseMapping, problemLine } from './read-mapping';

const header: Header = {
  file: 'tickets.csv',
  names: ['Case ID', 'Activity', 'Time', 'Who', 'Note', 'Note', 'Score'],
  width: 7,
};

const good = `source: tickets
columns:
  case: Case ID
  activity: Activity
  time: { column: Time, format: iso, zone: Z }
activities:
  Opened: lodged
`;

/** Problems as `line:column: sentence`. */
function problems(text: string, csv: Header | null = header): string[] {
  const result = parseMapping('m.yaml', text).check(csv);
  return 'problems' in result
    ? result.problems.map((problem) => problemLine(problem).replace('m.yaml:', ''))
    : [];
}

const replaced = (from: string, to: string) => good.replace(from, to);

test('a mapping that is in order', () => {
  expect(problems(good)).toEqual([]);
});

test('JSON is YAML', () => {
  const json = {
    source: 'tickets',
    columns: { case: 1, activity: 2, time: { column: ['Time'], format: 'epoch-seconds' } },
    activities: { Opened: 'lodged' },
  };
  expect(problems(JSON.stringify(json, null, 2))).toEqual([]);
});

test.each([
  ['', ['1:1: a mapping is a map of keys; start with "source: name-of-the-ledger"']],
  ['- a\n- b\n', ['1:1: a mapping is a map of keys; start with "source: name-of-the-ledger"']],
  [
    'source: [x\nactivities: {a: b\n',
    [
      '2:1: not YAML: Flow sequence in block collection must be sufficiently indented ' +
        'and end with a ]',
      '3:1: not YAML: Flow map in block collection must be sufficiently indented and end with a }',
    ],
  ],
  [
    replaced('activities:', 'activites:'),
    [
      '1:1: "activities" is missing',
      '6:1: unknown key "activites"; did you mean "activities"? (known here: source, csv, ' +
        'columns, identity, people, customers, units, lodging, activities, otherActivities)',
    ],
  ],
  [
    replaced('source: tickets', 'source: My Tickets'),
    ['1:9: write a short name of lower-case letters, digits and dashes, e.g. helpdesk-2014'],
  ],
  [
    replaced('case: Case ID', 'case: Case Id'),
    [
      '3:9: tickets.csv has no column "Case Id"; did you mean "Case ID"? (its columns: ' +
        '"Case ID", "Activity", "Time", "Who", "Note", "Note", "Score")',
    ],
  ],
  [
    replaced('case: Case ID', 'case: 8'),
    ['3:9: tickets.csv has no column 8; write a number from 1 to 7'],
  ],
  [
    replaced('case: Case ID', 'case: Note'),
    ['3:9: tickets.csv has 2 columns "Note"; write "Note#1" or "Note#2"'],
  ],
  [
    replaced('case: Case ID', 'case: Note#3'),
    [
      '3:9: tickets.csv has no column "Note#3"; did you mean "Note"? (its columns: ' +
        '"Case ID", "Activity", "Time", "Who", "Note", "Note", "Score")',
    ],
  ],
  [
    replaced('case: Case ID', 'case: [Case ID]'),
    ['3:9: write the name of a column, name#2 for the second of that name, or its number'],
  ],
  [replaced('format: iso, ', ''), ['5:9: "columns.time.format" is missing']],
  [
    replaced('format: iso', 'format: yyyy-MM-DD'),
    [
      '5:33: the letter "y" has no meaning (tokens: YYYY MM DD HH mm ss SSS, MMM, hh with A, Z; ' +
        'case matters); write other letters in brackets, e.g. [y]',
    ],
  ],
  [
    replaced(', zone: Z', ''),
    ['5:33: the times carry no offset; write "zone" too, e.g. zone: Asia/Shanghai'],
  ],
  [
    replaced('zone: Z', 'zone: Asia/Peking'),
    ['5:44: there is no time zone "Asia/Peking"; write e.g. "+08:00" or Asia/Shanghai'],
  ],
  [
    replaced('Opened: lodged', 'Opened: loged'),
    [
      '7:11: "loged" is not one of lodged, dispatched, accepted, returned, contacted, ' +
        'investigated, adjudicated, remedied, replied, closed, reopened, note; ' +
        'did you mean "lodged"?',
    ],
  ],
  [
    replaced('Opened: lodged', 'Judged: adjudicated'),
    [
      '7:11: "activities.Judged.verdict" is missing; ' +
        'write one of proven, partly-proven, unproven, or the "column" it is read from',
    ],
  ],
  [
    replaced('Opened: lodged', 'Judged: { event: adjudicated, verdict: provn }'),
    ['7:42: "provn" is not one of proven, partly-proven, unproven; did you mean "proven"?'],
  ],
  [
    replaced(
      'Opened: lodged',
      'Done: { event: closed, satisfaction: { column: Score, values: { good: 6 } } }',
    ),
    ['7:73: 6 is too large; at most 5'],
  ],
  [
    replaced('Opened: lodged', 'Done: { event: closed, reply: Yes }'),
    ['7:26: unknown key "reply" (known here: event, satisfaction)'],
  ],
  [
    replaced(
      'Opened: lodged',
      'Paid: { event: remedied, remedy: compensation, amount: { column: Score, in: usd } }',
    ),
    ['7:79: "usd" is not one of yuan, fen'],
  ],
  [replaced('Opened: lodged', 'Opened: 1'), ['7:11: 1 stands where a map (key: value) belongs']],
  [
    replaced('Opened: lodged', 'Opened: lodged\n  Opened: closed'),
    ['8:3: the key Opened stands here a second time; keep one of the two'],
  ],
  [
    replaced('  Opened: lodged', '  {}'),
    ['7:3: say what at least one activity means, e.g. "Ticket opened": lodged'],
  ],
  [
    `${good}lodging: { statement: "{Nte#2} and {Note#2}" }\n`,
    [
      '8:23: tickets.csv has no column "Nte#2"; did you mean "Note"? (its columns: ' +
        '"Case ID", "Activity", "Time", "Who", "Note", "Note", "Score")',
    ],
  ],
  [
    `${good}people: { name: 员工 }\n`,
    ['8:17: write {value} where the ledger\'s own name belongs, e.g. "员工 {value}"'],
  ],
  [
    `${good}lodging: { severity: { values: { high: major } } }\n`,
    ['8:22: write one of special, major, important, general, or the "column" it is read from'],
  ],
  [`${good}csv: { delimiter: ";;" }\n`, ['8:19: write one character in quotes, e.g. ";" or "\\t"']],
  [
    `${good}csv: { encoding: gbk }\n`,
    ['8:18: "gbk" is not one of utf-8, gb18030, utf-16le, utf-16be'],
  ],
  [`${good}csv: { quote: yes }\n`, ["8:15: write '\"' or none"]],
  [`${good}otherActivities: drop\n`, ['8:18: "drop" is not one of note, reject']],
  [`${good}identity: []\n`, ['8:11: a list is too small; at least 1']],
  [`${good}identity: Case ID\n`, ['8:11: "Case ID" stands where a list belongs']],
  [`${good}people: 7\n`, ['8:9: 7 stands where a map (key: value) belongs']],
])('%#: every complaint says where and what to write instead', (text, expected) => {
  expect(problems(text)).toEqual(expected);
});

test('everything wrong is told at once, in the order of the file', () => {
  const text = `activities:
  Opened: started
columns:
  time: { column: Time, format: dd, zone: Mars }
  case: Cas ID
  activity: Activity
source: T
`;
  expect(problems(text).map((line) => line.split(': ')[0])).toEqual([
    '2:11',
    '4:33',
    '4:43',
    '5:9',
    '7:9',
  ]);
});

test('without the file its columns are not checked, everything else is', () => {
  const text = replaced('case: Case ID', 'case: Nothing').replace('lodged', 'loged');
  expect(problems(text, null)).toHaveLength(1);
});

test('columns are known by number in a file without a header line', () => {
  const csv = { ...header, names: null };
  expect(problems(good, csv)[0]).toBe(
    '3:9: tickets.csv has no header line; write the number of the column, from 1',
  );
});

test('aliases that explode are told, not followed', () => {
  const levels = Array.from({ length: 12 }, (_, level) =>
    level === 0 ? 'a0: &a0 [x, x]' : `a${level}: &a${level} [${Array(9).fill(`*a${level - 1}`)}]`,
  );
  expect(problems(levels.join('\n'))[0]).toMatch(/^1:1: /);
});

test('the digest changes with the meaning, not with the layout', () => {
  const digest = (text: string) => {
    const result = parseMapping('m.yaml', text).check(header);
    return 'mapping' in result ? result.mapping.digest : null;
  };
  expect(digest(`# a comment\n${good}`)).toBe(digest(good));
  expect(digest(replaced('lodged', 'note'))).not.toBe(digest(good));
});
