/** One address in front of services that run by themselves. */
import replyFrom from '@fastify/reply-from';
import {
  HttpProblem,
  answerWithPage,
  createGateway,
  defineProblems,
  languageOf,
  platformProblems,
  sendProblem,
  servePortal,
  type ServerOptions,
} from '@taizhang/platform/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Copies } from './copies';
import { DeclaredAddresses, joinDocuments, type ApiDocument } from './declared-addresses';
import { Upstream } from './upstream';

export type GatewayOptions = ServerOptions &
  Readonly<{
    /** Addresses of the copies of each service; the first service answers what several declare. */
    services: Readonly<Record<string, readonly string[]>>;
    host: string;
    /** 0 for any free one. */
    port: number;
    /** Origins the portal talks to besides this one. */
    connectTo: readonly string[];
    portalFolder?: string;
    /**
     * A copy that does not say within this time that it lives is not asked until it does. What
     * waits for it is given up once it has been silent twice: one that was only busy answers it.
     */
    silenceMsMax?: number;
  }>;

const askMsMax = 5_000;
const silenceMsDefault = 5_000;
const lookMs = 1_000;
const lookAgainMs = 500;
/** A service that was replaced may declare more than before. */
const refreshMs = 30_000;

const problems = {
  ...platformProblems,
  ...defineProblems({
    'service-away': {
      status: 503,
      title: { zh: '服务暂不可用', en: 'Service away' },
      detail: {
        zh: '负责这项业务的服务暂时没有应答。',
        en: 'The service that answers for this does not answer at the moment.',
      },
      remedy: {
        zh: '请稍候再试；已提交的内容不会重复登记。',
        en: 'Try again in a moment; nothing is recorded twice.',
      },
    },
  }),
};

export class Gateway {
  private readonly fastify: FastifyInstance;
  private readonly addresses: DeclaredAddresses;
  private readonly copies: ReadonlyMap<string, Copies>;
  private readonly upstream = new Upstream();
  private readonly stopping = new AbortController();
  private asking: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: GatewayOptions) {
    const { services, connectTo } = options;
    this.addresses = new DeclaredAddresses(Object.keys(services));
    this.copies = new Map(
      Object.entries(services).map(([name, urls]) => [name, new Copies(urls)] as const),
    );
    this.fastify = createGateway(options, connectTo);
  }

  /** @returns where it listens */
  async start(): Promise<string> {
    const { fastify, options } = this;
    await fastify.register(replyFrom, {
      ...{ undici: this.upstream, disableCache: true },
      // Addresses hold what was searched for, and the links by which customers rate.
      disableRequestLogging: true,
    });
    fastify.get('/health/live', () => ({ status: 'live' }));
    fastify.get('/health/ready', (request, reply) => this.ready(request, reply));
    fastify.get('/api/openapi.json', (request) => this.document(request));
    if (options.portalFolder) await servePortal(fastify, options.portalFolder);
    fastify.setNotFoundHandler((request, reply) => this.passOn(request, reply));
    const copies = [...this.copies.values()].flatMap((some) =>
      some.urls.map((url) => this.keepLooking(some, url)),
    );
    this.asking = Promise.all([this.keepAsking(), ...copies]);
    return fastify.listen({ host: options.host, port: options.port });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.fastify.close();
    await this.asking;
  }

  private async passOn(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const [path = '/'] = request.url.split('?');
    const service = this.addresses.serviceOf(request.method, path);
    if (service) return this.ask(service, request, reply);
    if (this.options.portalFolder && answerWithPage(request, reply)) return reply;
    // Perhaps it belongs to a service that has not started yet.
    const mayCome = path.startsWith('/api/') && this.addresses.silent.length > 0;
    return answer(request, reply, new HttpProblem(mayCome ? 'service-away' : 'no-such-address'));
  }

  private ask(service: string, request: FastifyRequest, reply: FastifyReply) {
    const copies = this.copies.get(service)!;
    const [first, ...others] = copies.inOrder();
    const [path, ...query] = request.url.split('?');
    const forward = (url: string, left: readonly string[]): void => {
      reply.from(`${url}${path}`, {
        // As it came: only the service knows what it accepts.
        queryString: () => query.join('?'),
        ...(request.body !== undefined && { body: request.body as Buffer }),
        contentType: request.headers['content-type'] ?? unnamedType,
        rewriteRequestHeaders: (_, headers) => headersFor(request, headers),
        rewriteHeaders: endToEnd,
        // What a service answers is the answer, also when it asks to come back later.
        retryDelay: () => null,
        onError: (_, { error }) => {
          copies.couldNotReach(url);
          const [next, ...rest] = left;
          if (next !== undefined) return forward(next, rest);
          this.fastify.log.warn({ service, reason: error.message }, 'no copy answers');
          answer(request, reply, new HttpProblem('service-away', { retryAfterSeconds: 1 }));
        },
      });
    };
    if (first === undefined) {
      return answer(request, reply, new HttpProblem('service-away', { retryAfterSeconds: 1 }));
    }
    forward(first, others);
    return reply;
  }

  /** Ready once every service is, in at least one copy. */
  private async ready(request: FastifyRequest, reply: FastifyReply) {
    const checks = await Promise.all(
      Object.entries(this.options.services).map(async ([name, urls]) => {
        const answers = await Promise.all(urls.map((url) => isReady(url)));
        return { name, ok: answers.includes(true) && !this.addresses.silent.includes(name) };
      }),
    );
    if (checks.every(({ ok }) => ok)) return { status: 'ready', checks };
    const problem = new HttpProblem('not-ready', { extra: { checks }, retryAfterSeconds: 1 });
    return answer(request, reply, problem);
  }

  private async document(request: FastifyRequest): Promise<ApiDocument> {
    const language = languageOf(request.headers['accept-language']);
    const documents = await Promise.all(
      [...this.copies.values()].map((copies) => documentOf(copies, language)),
    );
    return joinDocuments(documents.filter((document) => document !== null));
  }

  /** A process that stands still is connected to, and says nothing. */
  private async keepLooking(copies: Copies, url: string): Promise<void> {
    const { silenceMsMax = silenceMsDefault } = this.options;
    const { signal } = this.stopping;
    let silences = 0;
    while (!signal.aborted) {
      const late = AbortSignal.timeout(silenceMsMax);
      // One that cannot be reached is told at once by whatever is asked of it.
      await fetch(`${url}/health/live`, { signal: AbortSignal.any([late, signal]) })
        .then((response) => response.body?.cancel())
        .then(
          () => (silences = 0),
          () => (silences = late.aborted ? silences + 1 : 0),
        );
      copies.setSilent(url, silences > 0);
      if (silences > 1) this.upstream.giveUp(url);
      await delay(lookMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Services may start in any order, and be replaced while we run. */
  private async keepAsking(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      for (const [name, copies] of this.copies) {
        const document = await documentOf(copies, 'zh');
        if (document) this.addresses.declare(name, document);
      }
      const pause = this.addresses.silent.length > 0 ? lookAgainMs : refreshMs;
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Something must be said of a body; nothing is passed on that nobody said. */
const unnamedType = 'application/octet-stream';
/** Of one connection and no other (RFC 9110, 7.6.1): who is behind us knows nothing of it. */
const ofConnection = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'expect', 'upgrade', 'te', 'trailer'],
]);

const endToEnd = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !ofConnection.has(name)));

const headersFor = ({ headers, ip }: FastifyRequest, given: IncomingHttpHeaders) => ({
  ...endToEnd(given),
  'content-type': headers['content-type'],
  'x-forwarded-for': ip,
});

function answer(request: FastifyRequest, reply: FastifyReply, problem: HttpProblem): FastifyReply {
  const language = languageOf(request.headers['accept-language']);
  const known = problems[problem.code as keyof typeof problems];
  sendProblem(reply, problem, known, language);
  return reply;
}

async function documentOf(copies: Copies, language: string): Promise<ApiDocument | null> {
  for (const url of copies.inOrder()) {
    const headers = { 'accept-language': language };
    const found = await fetch(`${url}/api/openapi.json`, { headers, signal: inTime() })
      .then((response) => (response.ok ? (response.json() as Promise<ApiDocument>) : null))
      .catch(() => null);
    if (found) return found;
    copies.couldNotReach(url);
  }
  return null;
}

const isReady = (url: string) =>
  fetch(`${url}/health/ready`, { signal: inTime() }).then(
    ({ ok }) => ok,
    () => false,
  );

const inTime = () => AbortSignal.timeout(askMsMax);
