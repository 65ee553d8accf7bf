/** A service as a process of its own: configuration in, signals heard, exit codes out. */
import { ConfigurationError, languageIn, readConfig, type Config } from '@taizhang/platform/config';
import type { Service } from './service';
import { startServices, type Running } from './start-service';

/** How long a stop may take before the process ends anyway. */
const patienceMs = 20_000;

/** Runs one service by itself. */
export const runService = (service: Service): Promise<void> =>
  runProcess(service.name, () => {
    const config = readConfig(process.env);
    return startServices({
      services: [service],
      title: service.title,
      config,
      databaseUrl: databaseUrlIn(config),
      dataDir: config.dataDir,
      port: config.port,
      host: config.host,
      say: (line) => tell(process.stdout, `${service.name}: ${line}`),
    });
  });

/**
 * Runs until it is told to stop (SIGINT, SIGTERM, or a parent that is gone). Exits with 0 then,
 * with 1 and a sentence when it cannot start. Told to stop while it starts, which may take long or
 * for ever, it ends at once: a start bears being killed.
 */
export async function runProcess(name: string, start: () => Promise<Running>): Promise<void> {
  let running: Running | undefined;
  const stopped = new Promise<void>((stop) => {
    const heard = () => (running ? stop() : process.exit(0));
    for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.on(event, heard);
  });
  try {
    running = await start();
    tell(process.stdout, `${name} runs at ${running.url}`);
    process.send?.({ name, url: running.url });
    await stopped;
    const forced = setTimeout(() => process.exit(1), patienceMs);
    await running.stop();
    clearTimeout(forced);
    process.exit(0);
  } catch (error) {
    tell(process.stderr, `${name} cannot start: ${sentenceOf(error as Error)}`);
    process.exit(1);
  }
}

/** A host with several addresses fails once for each, without a message of its own. */
const sentenceOf = ({ message, errors }: Error & { errors?: readonly Error[] }): string =>
  message || (errors ?? []).map((error) => error.message).join(', ');

const tell = (stream: NodeJS.WriteStream, line: string) => stream.write(`${line}\n`);

function databaseUrlIn({ databaseUrl }: Config): string {
  if (databaseUrl) return databaseUrl;
  const sentence = {
    zh: '未设置 DATABASE_URL。单独运行的服务需要 PostgreSQL 服务器，请设置其地址。',
    en: 'DATABASE_URL is not set. A service by itself needs a PostgreSQL server: set its address.',
  };
  throw new ConfigurationError([sentence], languageIn(process.env));
}
