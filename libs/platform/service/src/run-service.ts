/** A service as a process of its own: configuration in, signals heard, exit codes out. */
import { readConfig, type Config } from '@taizhang/platform/config';
import type { Service } from './service';
import { startServices } from './start-service';

/** How long a stop may take before the process ends anyway. */
const patienceMs = 20_000;

/**
 * Runs until it is told to stop (SIGINT, SIGTERM, or a parent that is gone). Exits with 0 then,
 * with 1 and a sentence when it cannot start. Waits for what it needs: services may be started
 * in any order.
 */
export async function runService(service: Service): Promise<void> {
  const stop = new AbortController();
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) {
    process.on(event, () => stop.abort());
  }
  try {
    const config = readConfig(process.env);
    const running = await startServices({
      services: [service],
      title: service.title,
      config,
      databaseUrl: databaseUrlIn(config),
      dataDir: config.dataDir,
      port: config.port,
      host: config.host,
      say: (line) => tell(process.stdout, `${service.name}: ${line}`),
    });
    tell(process.stdout, `${service.name} runs at ${running.url}`);
    process.send?.({ name: service.name, url: running.url });
    await aborted(stop.signal);
    setTimeout(() => process.exit(1), patienceMs).unref();
    await running.stop();
    process.exit(0);
  } catch (error) {
    tell(process.stderr, `${service.name} cannot start: ${(error as Error).message}`);
    process.exit(1);
  }
}

const tell = (stream: NodeJS.WriteStream, line: string) => stream.write(`${line}\n`);

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve());
  });

function databaseUrlIn({ databaseUrl }: Config): string {
  if (databaseUrl) return databaseUrl;
  throw new Error('DATABASE_URL is not set. A service by itself needs a PostgreSQL server.');
}
