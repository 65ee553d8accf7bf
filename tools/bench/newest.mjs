// The newest figure of each kind that was kept, for the first page and whoever compares.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../deps.mjs';

/** A table in Markdown; asides without a bar are left out. */
export function newestTable() {
  const text = readFileSync(join(root, 'tools/bench/results.ndjson'), 'utf8');
  const newest = new Map();
  for (const line of text.split('\n').filter(Boolean)) {
    const metric = JSON.parse(line);
    if (metric.bar) newest.set(metric.id, metric);
  }
  const rows = [...newest.values()].sort((a, b) => a.id.localeCompare(b.id, 'en')).map(rowOf);
  return ['| | measured | ratio | bar | |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function rowOf({ id, what, value, unit, ratio, bar, met, events, at }) {
  const measured = `${value.toLocaleString('en')} ${unit}`;
  const size = events ? `, ${events.toLocaleString('en')} events` : '';
  const cells = [id, measured, ratio ?? '', `${bar}${met ? '' : ' (not met)'}`];
  return `| ${cells.join(' | ')} | ${what}${size}, ${at.slice(0, 10)} |`;
}
