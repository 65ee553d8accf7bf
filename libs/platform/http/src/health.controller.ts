/** Whether the process lives, and whether it can work. */
import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { HttpProblem } from './problem';
import { PUBLIC, Query } from './route';

export const READINESS = Symbol('Readiness');

/** Checks by name; one that answers false, rejects or takes too long fails. */
export type Readiness = Readonly<Record<string, () => Promise<boolean>>>;

const checkMsMax = 3_000;
const checkSchema = z.object({ name: z.string(), ok: z.boolean() });

@Controller()
export class HealthController {
  constructor(@Inject(READINESS) private readonly readiness: Readiness) {}

  @Query({
    path: '/health/live',
    permission: PUBLIC,
    summary: { zh: '进程是否存活', en: 'Whether the process lives' },
    answers: z.object({ status: z.literal('live') }),
  })
  live() {
    return { status: 'live' as const };
  }

  @Query({
    path: '/health/ready',
    permission: PUBLIC,
    summary: { zh: '是否可以提供服务', en: 'Whether it can work' },
    answers: z.object({ status: z.literal('ready'), checks: z.array(checkSchema) }),
    refusals: ['not-ready'],
  })
  async ready() {
    const checks = await Promise.all(
      Object.entries(this.readiness).map(async ([name, check]) => ({
        name,
        ok: await passes(check),
      })),
    );
    if (checks.every(({ ok }) => ok)) return { status: 'ready' as const, checks };
    throw new HttpProblem('not-ready', { extra: { checks }, retryAfterSeconds: 1 });
  }
}

async function passes(check: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((answer) => {
    timer = setTimeout(() => answer(false), checkMsMax);
  });
  try {
    return await Promise.race([check(), late]);
  } catch {
    return false; // whoever is checked logs its own failure; this address is public
  } finally {
    clearTimeout(timer);
  }
}
