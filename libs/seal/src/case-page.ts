/** The readable page of a case file: Chinese and English side by side, nothing fetched. */
import type { StoredEvent } from '@taizhang/kernel';
import type { Head } from './head';

export type PageEvent = Readonly<{
  event: StoredEvent;
  place: number;
  /** With the personal fields, as far as they can be opened. */
  data: Readonly<Record<string, unknown>>;
  /** Whether there are personal fields that cannot be. */
  hidden: boolean;
}>;

/** What the app knows and this library does not. */
export type CaseWords = Readonly<{
  /** What an event of this type means, in both languages. */
  event(type: string): Readonly<{ zh: string; en: string }>;
  /** The name of a person or unit. */
  name(id: string): string;
}>;

export type Page = Readonly<{
  caseId: string;
  at: string;
  head: Head;
  events: readonly PageEvent[];
  words: CaseWords;
}>;

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: unknown): string =>
  String(text).replace(/[&<>"']/g, (letter) => escapes[letter]!);

/** Works from a file, and lets nothing in: no script, no image, no address. */
export const pageFrame = (title: string, body: string, policy = ''): string => `<!doctype html>
<html lang="zh">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'; ${policy}">
<title>${escaped(title)}</title>
<style>
  body { font: 16px/1.6 system-ui, 'Noto Sans CJK SC', sans-serif; color: #1c2430;
    max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; } h2 { font-size: 1.05rem; margin: 0; }
  .muted { color: #55606e; } code, .id { font: 13px ui-monospace, monospace;
    overflow-wrap: anywhere; }
  ol { list-style: none; padding: 0; } li { border-left: 3px solid #b8c4d2; padding: 0 0 1rem 1rem; }
  dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: 0 1rem; margin: .3rem 0; }
  dt { color: #55606e; } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
  .note { background: #f2f5f9; padding: .8rem 1rem; border-radius: 6px; }
  @media print { body { margin: 0; } li { break-inside: avoid; } }
</style>
${body}
`;

export function casePage({ caseId, at, head, events, words }: Page): string {
  const rows = events.map((event) => record(event, words));
  return pageFrame(
    `案卷 Case file ${caseId}`,
    `<h1>案卷 Case file</h1>
<p class="id">${escaped(caseId)}</p>
<div class="note">
<p>导出于 ${moment(at)}，共 ${events.length} 条记录；账本截至当时有 ${head.size} 条，于 ${moment(head.at)} 封印。
本页是给人看的；作为证据的是 events.json 与 seal.json，请用 verify.html 或 verify.mjs 核验。</p>
<p>Exported ${moment(at)}: ${events.length} records of the ${head.size} that the ledger held, sealed
${moment(head.at)}. This page is for reading; the evidence is in events.json and seal.json. Verify it
with verify.html or verify.mjs, preferably a copy that you got elsewhere.</p>
<p class="id">root ${head.root}<br>key ${head.key}</p>
</div>
<ol>
${rows.join('\n')}
</ol>`,
  );
}

function record({ event, place, data, hidden }: PageEvent, words: CaseWords): string {
  const { zh, en } = words.event(event.type);
  const by = words.name(event.by);
  const facts = Object.entries(data).map(
    ([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(shown(value, words))}</dd>`,
  );
  return `<li>
<h2>${escaped(zh)} <span class="muted">${escaped(en)}</span></h2>
<div>${moment(event.at)} · ${escaped(by === event.by ? by : `${by} (${event.by})`)}</div>
<dl>${facts.join('')}</dl>
${hidden ? '<p class="muted">个人信息已不可读或未披露。 Personal data is erased or not shown.</p>' : ''}
<div class="muted id">${escaped(event.type)} · ${escaped(event.stream)} / ${event.revision} · 位次 place ${place} · 入账 recorded ${moment(event.recordedAt)}</div>
</li>`;
}

const shown = (value: unknown, words: CaseWords): string => {
  if (typeof value === 'string') {
    const name = words.name(value);
    return name === value ? value : `${name} (${value})`;
  }
  return value === null ? '–' : JSON.stringify(value);
};

/** In the time zone of the company, which has one. */
function moment(at: string): string {
  const local = new Date(Date.parse(at) + 8 * 3_600_000).toISOString();
  return `<time datetime="${escaped(at)}">${local.slice(0, 10)} ${local.slice(11, 19)} (UTC+8)</time>`;
}
