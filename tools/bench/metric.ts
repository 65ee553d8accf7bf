/** What a benchmark answers. The bars are those the project has set itself; they stay put. */

/** Where the events of the rebuild come from, and where every benchmark may work. */
export type Workshop = Readonly<{
  databaseUrl: string;
  /** Events of the synthetic log. */
  events: number;
  /** `clients.mjs`, to be run as a process of its own. */
  clientsFile: string;
  /** Of a Kafka that is there to be used; without it nothing is told of Kafka. */
  kafkaBrokers?: string;
  say: (line: string) => void;
}>;

export type Metric = Readonly<{
  /** `P1`; figures that only explain it are `P1.<what>` and have no bar. */
  id: string;
  what: string;
  /** Against what was measured in the same run; null where the bar is an absolute figure. */
  ratio: number | null;
  value: number;
  unit: string;
  bar: string | null;
  /** Null where there is no bar. */
  met: boolean | null;
}>;

/** A figure that explains another one. */
export const aside = (id: string, what: string, value: number, unit: string): Metric => ({
  id,
  what,
  ratio: null,
  value: round(value),
  unit,
  bar: null,
  met: null,
});

/** Three digits say all that a shared machine can tell. */
export const round = (value: number): number => Number(value.toPrecision(3));
