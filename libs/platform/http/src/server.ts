/** The HTTP server underneath: limits, bodies, and errors from before any route is known. */
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { LogController } from 'fastify';
import type {
  ConnectionError,
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifyServerOptions,
} from 'fastify';
import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { givenCorrelation } from './command.envelope';
import { languageOf } from './language';
import { platformProblems } from './platform.problems';
import { problemDocument } from './problem';
import { sendProblem } from './problem.answer';

export const bodyBytesMax = 1_048_576;
const closeMsMax = 10_000;

export type ServerOptions = Readonly<{
  logLevel?: string;
  logTo?: Writable;
  trustProxy?: boolean | string;
}>;

type AdapterOptions = NonNullable<ConstructorParameters<typeof FastifyAdapter>[0]>;

export const serverOptions = ({ logLevel = 'info', logTo, trustProxy }: ServerOptions) =>
  ({
    bodyLimit: bodyBytesMax,
    logger: { level: logLevel, ...(logTo && { stream: logTo }) },
    // One line a request is enough, and its address may hold what was searched for.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustProxy ?? false,
    genReqId: ({ headers }) => givenCorrelation(headers) ?? randomUUID(),
    // Chromium gives an idle connection up after 300 s. Whoever closes second never resets a
    // request that is just under way.
    keepAliveTimeout: 310_000,
    // A whole request has this long to arrive, its headers included.
    requestTimeout: 60_000,
    // While it closes, what still arrives is answered and asked to close the connection.
    return503OnClosing: false,
    frameworkErrors: answerUnroutable,
    clientErrorHandler: answerUnreadable,
    skipMiddie: true,
  }) satisfies FastifyServerOptions & { skipMiddie: boolean } as unknown as AdapterOptions;

/** Bodies are JSON in valid UTF-8 and nothing else; every answer carries its correlation id. */
export function prepareServer(fastify: FastifyInstance): void {
  fastify.decorateRequest('principal', null);
  fastify.decorateRequest('input', null);
  fastify.removeAllContentTypeParsers();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = body as Buffer;
    if (bytes.length === 0) return done(null, undefined);
    // Decoding would silently put other characters in the place of broken ones.
    const text = isUtf8(bytes) ? bytes.toString('utf8') : '';
    return parseJson(request, text || '\0', done);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-correlation-id', request.id);
    done();
  });
  if (fastify.log.level === 'debug' || fastify.log.level === 'trace') logEachRequest(fastify);
  closeInTime(fastify);
}

function logEachRequest(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions, id } = request;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    const route = `${method} ${routeOptions.url ?? '?'}`;
    fastify.log.debug({ correlationId: id, route, status: reply.statusCode, ms }, 'answered');
    done();
  });
}

/** Requests under way are answered; one that hangs must not keep the process alive. */
function closeInTime(fastify: FastifyInstance): void {
  fastify.addHook('preClose', (done) => {
    setTimeout(() => fastify.server.closeAllConnections(), closeMsMax).unref();
    done();
  });
}

/** An address the router cannot even decode; no route, and so no exception filter, knows of it. */
function answerUnroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const tooLong = error.code === 'FST_ERR_MAX_PARAM_LENGTH';
  const code = tooLong ? 'address-too-long' : 'request-malformed';
  const language = languageOf(request.headers['accept-language']);
  sendProblem(reply, { code, more: {} }, platformProblems[code], language);
}

const codesOfUnreadable: Record<string, keyof typeof platformProblems> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
};

/** What Node.js itself cannot read never becomes a request; the socket is all there is. */
function answerUnreadable(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const code = codesOfUnreadable[error.code] ?? 'request-malformed';
  const problem = platformProblems[code];
  const body = JSON.stringify(problemDocument(code, problem, 'zh'));
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n` +
        'Content-Type: application/problem+json; charset=utf-8\r\n' +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroy(error);
}
