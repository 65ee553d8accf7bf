import { setTimeout as delay } from 'node:timers/promises';

const lookMs = 5;

/** A test waits for what it waits for, never for a time. @throws when it does not come true */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  withinMs = 60_000,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not true within ${withinMs} ms: ${holds}`);
    await delay(lookMs);
  }
}
