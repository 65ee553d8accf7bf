/** One structured line per thing worth knowing, and never what people told us. */
import type { LoggerService } from '@nestjs/common';
import type { FastifyBaseLogger } from 'fastify';

/** Nest's own messages in the log of the server; its start-up chatter counts as debugging. */
export const nestLog = (log: FastifyBaseLogger): LoggerService => ({
  log: (message: unknown, ...more: unknown[]) => log.debug({ of: nameIn(more) }, String(message)),
  debug: (message: unknown, ...more: unknown[]) => log.debug({ of: nameIn(more) }, String(message)),
  verbose: (message: unknown, ...more: unknown[]) =>
    log.trace({ of: nameIn(more) }, String(message)),
  warn: (message: unknown, ...more: unknown[]) => log.warn({ of: nameIn(more) }, String(message)),
  error: (message: unknown, ...more: unknown[]) => log.error({ of: nameIn(more) }, String(message)),
  fatal: (message: unknown, ...more: unknown[]) => log.fatal({ of: nameIn(more) }, String(message)),
});

/** Nest passes the name of the part that speaks last. */
const nameIn = (more: readonly unknown[]) => more.at(-1);
