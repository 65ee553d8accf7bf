/** The one place where errors become answers. */
import { HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import {
  CommandIdReused,
  Conflict,
  LogLockedOut,
  LogUnreachable,
  OutcomeUnknown,
  ReadModelBehind,
  Refused,
  Unreadable,
} from '@taizhang/kernel';
import { isLockedOut, isPassing } from '@taizhang/platform/database';
import type { FastifyBaseLogger, FastifyReply } from 'fastify';
import { languageOf } from './language';
import { HttpProblem, type ProblemCatalogue } from './problem';
import { sendProblem } from './problem.answer';
import { platformProblems } from './platform.problems';
import type { RoutedRequest } from './request';

export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly problems: ProblemCatalogue,
    private readonly log: FastifyBaseLogger,
    /** Answers a page of the portal where nothing else is; true when it did. */
    private readonly page: (request: RoutedRequest, reply: FastifyReply) => boolean,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<RoutedRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return;
    const problem = problemFor(error, request);
    if (problem.code === 'no-such-address' && this.page(request, reply)) return;
    this.answer(problem, request, reply);
  }

  private answer({ code, more }: HttpProblem, request: RoutedRequest, reply: FastifyReply): void {
    const known = this.problems[code];
    // A refusal without its entry still is a refusal; the log tells whose words are missing.
    if (!known) this.log.error({ code }, 'problem is not in the catalogue');
    const problem = known ?? platformProblems.refused;
    // Who asks to come back later without a cause says what callers can provoke: no fault of ours.
    const isFault = problem.status >= 500 && (problem.status !== 503 || more.cause !== undefined);
    if (isFault) this.tellOperators(code, more.cause, request);
    const language = languageOf(request.headers['accept-language']);
    const correlation = problem.status >= 500 && { correlationId: request.id };
    const extra = { ...more.extra, ...correlation };
    sendProblem(reply, { code, more: { ...more, extra } }, problem, language);
  }

  /** No body, no query and no quoted value: they may hold what a customer told us. */
  private tellOperators(code: string, cause: unknown, request: RoutedRequest): void {
    const { method, routeOptions, id } = request;
    const route = `${method} ${routeOptions?.url ?? '?'}`;
    this.log.error({ correlationId: id, route, code, ...withoutValues(cause) }, 'request failed');
  }
}

/** @param request the request it happened in; what was expected there decides some cases */
function problemFor(error: unknown, request: RoutedRequest): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof Refused) return new HttpProblem(error.reason);
  if (error instanceof Conflict) return conflict(error, request);
  if (error instanceof CommandIdReused) return new HttpProblem('idempotency-key-reused');
  if (error instanceof OutcomeUnknown) {
    return new HttpProblem('outcome-unknown', { retryAfterSeconds: 1, cause: error });
  }
  if (error instanceof HttpException) return new HttpProblem(codeOf(error), { cause: error });
  if (error instanceof LogLockedOut || isLockedOut(error)) {
    return new HttpProblem('store-locked-out', { retryAfterSeconds: 30, cause: error });
  }
  if (error instanceof LogUnreachable || isPassing(error)) {
    return new HttpProblem('temporarily-unavailable', { retryAfterSeconds: 2, cause: error });
  }
  if (error instanceof ReadModelBehind) {
    return new HttpProblem('view-behind', { retryAfterSeconds: 1 });
  }
  if (error instanceof Unreadable) return new HttpProblem('record-unreadable', { cause: error });
  return new HttpProblem('internal-error', { cause: error });
}

function conflict({ actual }: Conflict, request: RoutedRequest): HttpProblem {
  const seen = request.input?.command?.expected;
  if (seen === undefined) return new HttpProblem('changed-meanwhile', { retryAfterSeconds: 1 });
  // Whoever has seen a revision of something that is not there has the wrong id.
  if (actual === 'no-stream') return new HttpProblem('not-found');
  return new HttpProblem('revision-stale', { extra: { actual } });
}

const codesByFastify: Record<string, keyof typeof platformProblems> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'json-invalid',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type-unsupported',
  // The portal's files: a path that leads out of the folder leads nowhere.
  FST_STATIC_FORBIDDEN_PATH: 'no-such-address',
};

const codesByStatus: Record<number, keyof typeof platformProblems> = {
  401: 'not-signed-in',
  403: 'not-permitted',
  404: 'no-such-address',
  408: 'request-timeout',
  413: 'body-too-large',
  414: 'address-too-long',
  415: 'media-type-unsupported',
};

/** Nest wraps the errors of Fastify and of its plugins. */
const codeOf = (error: HttpException) =>
  codeOfRefused(error.getStatus(), (error.cause as { code?: string } | undefined)?.code);

/**
 * What Fastify or a plugin refuses, in our words; a fault of ours keeps its 500.
 * @param code Fastify's own
 */
export function codeOfRefused(status: number, code = ''): keyof typeof platformProblems {
  const known = codesByFastify[code] ?? codesByStatus[status];
  return known ?? (status < 500 ? 'request-malformed' : 'internal-error');
}

export function withoutValues(error: unknown) {
  if (!(error instanceof Error)) return { error: typeof error };
  const { name, message, stack = '' } = error;
  return {
    error: name,
    reason: message.replace(/"[^"]*"|'[^']*'/g, '"…"').slice(0, 500),
    at: stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12),
  };
}
