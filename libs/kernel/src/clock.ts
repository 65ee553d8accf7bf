import type { Instant } from './message';

export const CLOCK = Symbol('Clock');

/** The only source of "now"; rules never read it, their commands carry the time. */
export interface Clock {
  now(): Instant;
}

export const instant = (time: Date | number | string): Instant =>
  new Date(time).toISOString() as Instant;

export const systemClock: Clock = { now: () => instant(Date.now()) };
