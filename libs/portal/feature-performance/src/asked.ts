/** What the page shows, as it stands in the address: period, grouping, unit and person. */
import type { PerformanceAsked } from '@taizhang/portal/data-access';
import { addDays, daysBetween } from '@taizhang/portal/ui';

export const groupings = ['unit', 'staff', 'day'] as const;

export const presets = ['today', 'week', 'month', 'thisMonth', 'lastMonth', 'quarter'] as const;
export type Preset = (typeof presets)[number];

export type Period = Readonly<{ from: string; to: string }>;

/** @param today the local day, `2026-01-05`. */
export function periodOf(preset: Preset, today: string): Period {
  const month = today.slice(0, 7);
  const lastOfPrevious = addDays(`${month}-01`, -1);
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'week':
      return { from: addDays(today, -6), to: today };
    case 'month':
      return { from: addDays(today, -29), to: today };
    case 'quarter':
      return { from: addDays(today, -89), to: today };
    case 'thisMonth':
      return { from: `${month}-01`, to: today };
    case 'lastMonth':
      return { from: `${lastOfPrevious.slice(0, 7)}-01`, to: lastOfPrevious };
  }
}

export const presetOf = ({ from, to }: Period, today: string): Preset | undefined =>
  presets.find((preset) => {
    const period = periodOf(preset, today);
    return period.from === from && period.to === to;
  });

/** Longer would make the period before, and every chart, of no use. */
export const mostDays = 400;

const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

export function askedOf(search: URLSearchParams, today: string): PerformanceAsked {
  const [from, to] = [search.get('from'), search.get('to')];
  const usable = isDay(from) && isDay(to) && from <= to && daysBetween(from, to) <= mostDays;
  const [unitId, staffId] = [search.get('unitId'), search.get('staffId')];
  const usual = staffId ? 'day' : unitId ? 'staff' : 'unit';
  return {
    ...(usable ? { from, to } : periodOf('month', today)),
    groupBy: groupings.find((one) => one === search.get('groupBy')) ?? usual,
    ...(unitId ? { unitId } : {}),
    ...(staffId ? { staffId } : {}),
  };
}

/** One step further down: from a unit to its people, from a person to their days. */
export function drilledInto(
  asked: PerformanceAsked,
  key: string,
): Partial<PerformanceAsked> | null {
  if (asked.groupBy === 'unit') return { unitId: key, groupBy: 'staff' };
  if (asked.groupBy === 'staff') return { staffId: key, groupBy: 'day' };
  return null; // a day opens to its events
}

/** A period that was chosen by hand, cut to what the page can show. */
export const daysAllowed = (from: string, to: string): Period =>
  daysBetween(from, to) > mostDays ? { from: addDays(to, 1 - mostDays), to } : { from, to };
