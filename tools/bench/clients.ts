/** The process that asks, as the benchmarks see it. */
import { randomUUID } from 'node:crypto';
import { fork } from 'node:child_process';
import { once } from 'node:events';

export type Ask = Readonly<{
  method: 'GET' | 'POST';
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}>;

type Job = Readonly<{
  url: string;
  asks: readonly Ask[];
  connections: number;
  perSecond?: number;
  seen?: string;
  arrives?: string;
}>;

/** Milliseconds each, the shortest first. */
export type Told = Readonly<{ seconds: number; times: readonly number[] }>;

/** @param file `clients.mjs`, which says what a job is */
export async function withClients<T>(
  file: string,
  work: (carryOut: (job: Job) => Promise<Told>) => Promise<T>,
): Promise<T> {
  const child = fork(file, { serialization: 'advanced' });
  try {
    return await work(async (job) => {
      child.send(job);
      const [told] = (await once(child, 'message')) as [Told & { failure?: string }];
      if (told.failure) throw new Error(told.failure);
      return told;
    });
  } finally {
    child.kill();
  }
}

/** The time that so many of a hundred did not exceed. */
export const percentile = ({ times }: Told, percent: number): number =>
  times[Math.min(times.length - 1, Math.floor((times.length * percent) / 100))] ?? 0;

/** A command as a signed-in person gives it, once. */
export const command = (path: string, token: string, body: object, revision?: number): Ask => ({
  method: 'POST',
  path,
  headers: {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
    ...(revision !== undefined && { 'if-match': `"${revision}"` }),
  },
  body: JSON.stringify(body),
});

export const query = (path: string, token: string): Ask => ({
  method: 'GET',
  path,
  headers: { authorization: `Bearer ${token}` },
});
