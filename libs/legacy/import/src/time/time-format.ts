/**
 * Reads the times of a legacy ledger. Strict: a text that is not wholly as the format says, or a
 * date that does not exist, is no time at all; a guess would be recorded for good.
 */
import type { Instant } from '@taizhang/kernel';
import { offsetOf, type ToUtc } from './zone';

/** Answers null for what is not a time in this format. */
export type ReadTime = (text: string) => Instant | null;

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction' | 'half' | 'zone';

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const token = /\[([^\]]*)\]|YYYY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|A|mm|m|ss|s|S+|Z|[^]/gu;

const patterns: Record<string, readonly [Part, string]> = {
  YYYY: ['year', '\\d{4}'],
  MMMM: ['month', '\\p{L}+'],
  MMM: ['month', '\\p{L}{3}\\.?'],
  MM: ['month', '\\d\\d'],
  M: ['month', '\\d\\d?'],
  DD: ['day', '\\d\\d'],
  D: ['day', '\\d\\d?'],
  HH: ['hour', '\\d\\d'],
  H: ['hour', '\\d\\d?'],
  hh: ['hour', '\\d\\d'],
  h: ['hour', '\\d\\d?'],
  A: ['half', '[AaPp]\\.?[Mm]\\.?|上午|下午'],
  mm: ['minute', '\\d\\d'],
  m: ['minute', '\\d\\d?'],
  ss: ['second', '\\d\\d'],
  s: ['second', '\\d\\d?'],
  Z: ['zone', 'Z|[+-]\\d\\d:?\\d\\d'],
};

const iso =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?)?(?<zone>Z|[+-]\d\d:?\d\d)?$/;

/**
 * The reader of a format: `iso`, `epoch-seconds`, `epoch-milliseconds`, or tokens such as
 * `YYYY/MM/DD HH:mm:ss.SSS`. Without an offset in the text, `toUtc` says where the clock hung.
 * A problem is a sentence that says what to write instead.
 */
export function timeFormat(
  format: string,
  toUtc: ToUtc | null,
): { read: ReadTime } | { problem: string } {
  if (format === 'epoch-seconds') return { read: (text) => epoch(text, 1000) };
  if (format === 'epoch-milliseconds') return { read: (text) => epoch(text, 1) };
  const compiled = format === 'iso' ? { pattern: iso, zoned: false } : compile(format);
  if ('problem' in compiled) return compiled;
  if (!compiled.zoned && !toUtc) {
    return { problem: 'the times carry no offset; write "zone" too, e.g. zone: Asia/Shanghai' };
  }
  return {
    read: (text) => {
      const parts = compiled.pattern.exec(text)?.groups;
      return parts ? instantOf(parts, toUtc) : null;
    },
  };
}

function compile(format: string): { pattern: RegExp; zoned: boolean } | { problem: string } {
  const parts = new Set<Part>();
  let source = '';
  for (const [text, literal] of format.matchAll(token)) {
    const [part, pattern] = text.startsWith('S')
      ? (['fraction', `\\d{${text.length}}`] as const)
      : (patterns[text] ?? []);
    if (part && pattern) {
      if (parts.has(part)) return { problem: `"${text}" says the ${part} a second time` };
      parts.add(part);
      source += `(?<${part}>${pattern})`;
    } else if (literal === undefined && /[A-Za-z]/.test(text)) {
      return { problem: strangeLetter(text) };
    } else {
      source += escaped(literal ?? text);
    }
  }
  for (const part of ['year', 'month', 'day'] as const) {
    if (!parts.has(part)) return { problem: `the ${part} is missing; ${example}` };
  }
  if (/h/.test(format.replace(/\[[^\]]*\]/g, '')) !== parts.has('half')) {
    return { problem: '"hh" and "A" (AM, PM, 上午, 下午) need each other; write HH for 0 to 23' };
  }
  return { pattern: new RegExp(`^${source}$`, 'u'), zoned: parts.has('zone') };
}

const example = 'write e.g. YYYY/MM/DD HH:mm:ss.SSS';

const strangeLetter = (letter: string) =>
  `the letter "${letter}" has no meaning (tokens: YYYY MM DD HH mm ss SSS, MMM, hh with A, Z; ` +
  `case matters); write other letters in brackets, e.g. [${letter}]`;

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function epoch(text: string, unitMs: number): Instant | null {
  return /^-?\d{1,15}(\.\d{1,9})?$/.test(text) ? within(Math.floor(Number(text) * unitMs)) : null;
}

function instantOf(parts: Record<string, string | undefined>, toUtc: ToUtc | null) {
  const [year, month, day] = [
    Number(parts['year']),
    monthOf(parts['month']!),
    Number(parts['day']),
  ];
  const hour = hourOf(Number(parts['hour'] ?? 0), parts['half']);
  const [minute, second] = [Number(parts['minute'] ?? 0), Number(parts['second'] ?? 0)];
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  if (year < 1000 || hour === null || hour > 23 || minute > 59 || second > 59) return null;
  const millisecond = Number((parts['fraction'] ?? '0').slice(0, 3).padEnd(3, '0'));
  const wallClock = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  // Date.UTC turns 31 April into 1 May.
  if (new Date(wallClock).getUTCDate() !== day || month < 1 || month > 12) return null;
  if (parts['zone'] === undefined) return toUtc && within(toUtc(wallClock));
  const offset = offsetOf(parts['zone']);
  return offset === null ? null : within(wallClock - offset);
}

const monthOf = (text: string) =>
  /^\d/.test(text) ? Number(text) : months.indexOf(text.slice(0, 3).toLowerCase()) + 1;

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (/^[Pp]|下午/.test(half) ? 12 : 0);
}

// Outside these years a unit was mistaken, e.g. seconds for milliseconds.
const earliest = Date.UTC(1900, 0, 1);
const latest = Date.UTC(2200, 0, 1);

function within(ms: number): Instant | null {
  return ms >= earliest && ms < latest ? (new Date(ms).toISOString() as Instant) : null;
}
