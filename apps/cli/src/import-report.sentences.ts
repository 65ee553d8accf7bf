/** The report of an import as text. */
import type { ImportReport, Occurrences } from '@taizhang/legacy/import';
import { duration, number } from './progress';

export function reportText(report: ImportReport): string {
  return [
    heading(report),
    '',
    ...figures(report),
    ...section('Rejected', report.rejected),
    ...section('Recorded although the lifecycle would have refused them', report.irregular),
    ...unknownWords(report),
    ...(report.rejectedFile ? ['', `Rejected rows are in ${report.rejectedFile}`] : []),
    '',
  ].join('\n');
}

function heading({ file, source, dryRun, finished }: ImportReport): string {
  if (dryRun) return `Checked ${file} as "${source}"; nothing was written.`;
  return `${finished ? 'Imported' : 'Imported a part of'} ${file} as "${source}".`;
}

function figures(report: ImportReport): string[] {
  const { dryRun, firstAt, lastAt, durationMs, rowsPerSecond } = report;
  const lines: [label: string, value: string][] = [
    ['Rows read', number(report.rowsRead)],
    [dryRun ? '  understood' : '  events written', number(report.eventsWritten)],
    ...(dryRun ? [] : [['  there already', number(report.eventsThere)] as [string, string]]),
    ['  rejected', number(report.rowsRejected)],
    ...(dryRun ? [] : [['Lodgings inferred', number(report.inferredLodgings)] as [string, string]]),
    ['Cases', number(report.cases)],
    ['Customers', number(report.customers)],
    ['People', number(report.people)],
    ...(report.irregularRows > 0
      ? [['Irregular rows', number(report.irregularRows)] as [string, string]]
      : []),
    ...(report.textsCut > 0
      ? [['Texts cut to 4,000', number(report.textsCut)] as [string, string]]
      : []),
  ];
  const width = Math.max(...lines.map(([, value]) => value.length));
  return [
    ...lines.map(([label, value]) => `${label.padEnd(20)}${value.padStart(width)}`),
    ...(firstAt && lastAt ? [`${'Time told'.padEnd(20)}${firstAt} to ${lastAt}`] : []),
    `${'Took'.padEnd(20)}${duration(durationMs / 1000)}, ${number(rowsPerSecond)} rows/s`,
  ];
}

function section(title: string, kinds: readonly Occurrences[]): string[] {
  if (kinds.length === 0) return [];
  return ['', `${title}:`, ...kinds.flatMap(occurrencesText)];
}

function occurrencesText({ reason, count, examples }: Occurrences): string[] {
  return [
    `  ${number(count)} × ${reason}`,
    ...examples.map(({ row, detail }) => `      row ${row}${detail === '' ? '' : `: ${detail}`}`),
  ];
}

function unknownWords({ unknownWords: words }: ImportReport): string[] {
  if (words.length === 0) return [];
  const shown = words.slice(0, 10);
  return [
    '',
    'Words without a meaning (add them to "values", or write "otherwise"):',
    ...shown.map(({ field, word, count }) => `  ${number(count)} × ${field} "${word}"`),
    ...(words.length > 10 ? [`  and ${words.length - 10} more`] : []),
  ];
}
