/** What lies beside the tables that serve, and how much room it takes. */
import type { ReadModelStatus } from '@taizhang/contracts/views';
import { useLanguage, useTexts, type Language } from '@taizhang/portal/ui';
import { rebuildTexts } from './rebuilds.texts';

export function KeptTables({ tables }: Pick<ReadModelStatus, 'tables'>) {
  const say = useTexts(rebuildTexts);
  const language = useLanguage();
  const kept = tables.flatMap((table) =>
    table.kind === 'serving' ? [] : [{ ...table, kind: table.kind }],
  );
  if (kept.length === 0) return null;
  return (
    <ul className="tz-small tz-muted">
      {kept.map(({ schema, kind, version, position, bytes }) => (
        <li key={schema}>
          {say(`kept.${kind}`, {
            version,
            size: sizeIn(language, bytes),
            position: Number(position ?? 0).toLocaleString('en-US'),
          })}
        </li>
      ))}
    </ul>
  );
}

/** `12.3 MB`, `12.3兆字节` */
function sizeIn(language: Language, bytes: number): string {
  const [value, unit] =
    bytes < 1e6
      ? [bytes / 1e3, 'kilobyte']
      : bytes < 1e9
        ? [bytes / 1e6, 'megabyte']
        : [bytes / 1e9, 'gigabyte'];
  const unitDisplay = language === 'zh' ? 'long' : 'short';
  const format = { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language, format).format(value);
}
