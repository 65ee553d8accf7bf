/** What a run found, for people to read. */
export function tableOf(metrics, surroundings) {
  const rows = metrics.map(({ id, what, value, unit, ratio, bar, met }) => [
    id,
    `${value.toLocaleString('en')} ${unit}`,
    ratio === null ? '' : ratio.toFixed(2),
    bar ?? '',
    met === null ? '' : met ? 'met' : 'NOT MET',
    what,
  ]);
  const lines = aligned([['', 'measured', 'ratio', 'bar', '', ''], ...rows]);
  return [...lines, '', ...told(surroundings)].join('\n');
}

function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  '));
}

function told({ node, cores, processor, memoryGiB, postgres, settings, events, dataMiB }) {
  if (!node) return [];
  const set = Object.entries(settings).map(([name, setting]) => `${name} ${setting}`);
  return [
    `node ${node} on ${cores} cores (${processor}), ${memoryGiB} GiB`,
    `PostgreSQL ${postgres}, ${set.join(', ')}`,
    `${events.toLocaleString('en')} events asked for; ${dataMiB} MiB of data at the end`,
  ];
}
