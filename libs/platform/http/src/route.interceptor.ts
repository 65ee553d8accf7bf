/** Turns a request into what a handler wants, and what it returns into the agreed answer. */
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { catchError, concatMap, map, type Observable } from 'rxjs';
import { z } from 'zod';
import { awaitedPosition, envelopeOf, type EnvelopeOptions } from './command.envelope';
import { languageOf } from './language';
import type { Looks } from './looks';
import type { PositionWaiter } from './ports';
import { HttpProblem } from './problem';
import type { RoutedRequest, RouteInput } from './request';
import { AtRevision, routeOf, type CommandAnswer, type Route } from './route';
import { parsePart } from './validation';

const waitMsMax = 5_000;
const nothing = z.strictObject({});

export type InterceptorOptions = EnvelopeOptions &
  Readonly<{
    waitFor?: PositionWaiter;
    /** Keeps who looked at what. */
    looks?: Looks;
    /** Compare every answer with its schema; for tests, as it costs as much as the answer. */
    checkAnswers?: boolean;
  }>;

export class RouteInterceptor implements NestInterceptor {
  constructor(private readonly options: InterceptorOptions) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const route = routeOf(context.getHandler());
    if (!route || route === 'public') return next.handle();
    const http = context.switchToHttp();
    const request = http.getRequest<RoutedRequest>();
    const reply = http.getResponse<FastifyReply>();
    request.input = inputOf(route, request, this.options);
    if (route.kind === 'query') await this.waitForPosition(request);
    const answered = next
      .handle()
      .pipe(map((answer) => this.answer(route, request, reply, answer)));
    const { looks } = this.options;
    if (!route.views || !looks) return answered;
    return answered.pipe(
      concatMap((body) => looks.seen(context, body)),
      catchError((error) => looks.refused(context, error)),
    );
  }

  private async waitForPosition({ headers }: RoutedRequest): Promise<void> {
    const position = awaitedPosition(headers);
    if (position === null || !this.options.waitFor) return;
    if (!(await this.options.waitFor(position, waitMsMax))) {
      throw new HttpProblem('view-behind', { retryAfterSeconds: 1 });
    }
  }

  private answer(route: Route, request: RoutedRequest, reply: FastifyReply, answer: unknown) {
    // Personal data must not stay in any cache on the way.
    reply.header('cache-control', 'no-store');
    if (route.kind === 'command') return this.told(route, request, reply, answer as CommandAnswer);
    const revised = answer instanceof AtRevision ? answer : null;
    if (revised) reply.header('etag', `"${revised.revision}"`);
    const body: unknown = revised ? revised.body : answer;
    this.check(route, body);
    return body;
  }

  private told(
    route: Route,
    request: RoutedRequest,
    reply: FastifyReply,
    { id, handled, extra }: CommandAnswer,
  ) {
    const position = handled.position === null ? null : String(handled.position);
    reply.header('etag', `"${handled.revision}"`);
    if (position !== null) reply.header('taizhang-position', position);
    if (handled.repeated) reply.header('idempotent-replayed', 'true');
    if (route.creates) reply.header('location', `${request.url.split('?', 1)[0]}/${id}`);
    this.check(route, extra);
    return { id, revision: handled.revision, position, ...(extra as object) };
  }

  private check(route: Route, body: unknown): void {
    if (!this.options.checkAnswers || !route.answers) return;
    const sent: unknown = JSON.parse(JSON.stringify(body));
    const checked = route.answers.safeParse(sent);
    if (checked.success) return;
    const places = checked.error.issues.map(({ path, code }) => `${path.join('.')} (${code})`);
    throw new Error(`${route.method} ${route.path} does not answer as declared: ${places.join()}`);
  }
}

/**
 * Checks everything that came in against the route's schemas.
 * @throws HttpProblem
 */
function inputOf(route: Route, request: RoutedRequest, options: EnvelopeOptions): RouteInput {
  const { principal } = request;
  const language = languageOf(request.headers['accept-language']);
  const parsed = {
    params: parsePart('path', route.params ?? nothing, request.params, language),
    query: parsePart('query', route.query ?? nothing, request.query, language),
    body: parsePart('body', route.body ?? nothing, bodyOf(request), language),
    principal,
  };
  if (route.kind !== 'command') return parsed;
  if (!principal) throw new HttpProblem('not-signed-in');
  return { ...parsed, command: envelopeOf(route, request, principal, options) };
}

/** No body at all is an empty one: what is missing in it is then told by name. */
const bodyOf = ({ body }: RoutedRequest) => (body === undefined ? {} : body);
