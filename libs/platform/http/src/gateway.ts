/** What an address in front of services has in common with them. */
import Fastify from 'fastify';
import type {
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifyServerOptions,
} from 'fastify';
import { securityHeaders } from './http-app';
import { languageOf } from './language';
import { platformProblems } from './platform.problems';
import { sendProblem } from './problem.answer';
import { codeOfRefused, withoutValues } from './problem.filter';
import { bodyBytesMax, serverOptions, type ServerOptions } from './server';

/**
 * A server with the limits, the log and the words of a service. Bodies are passed on as they came;
 * whatever the gateway itself answers carries the same headers as a service's answers.
 */
export function createGateway(
  options: ServerOptions,
  connectTo: readonly string[],
): FastifyInstance {
  const fastify = Fastify({
    ...(serverOptions(options) as FastifyServerOptions),
    // A proxy may ask for the whole address (RFC 9112, 3.2.2); whose it is, is known.
    rewriteUrl: ({ url = '/' }) => url.replace(/^https?:\/\/[^/?#]*(?=\/)/i, ''),
  });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: bodyBytesMax },
    (_, body, done) => done(null, body),
  );
  fastify.setErrorHandler(answerError);
  const policy = Object.entries(securityHeaders(connectTo).contentSecurityPolicy.directives)
    .filter(([, sources]) => sources !== null)
    .map(([name, sources]) => `${kebab(name)} ${(sources as string[]).join(' ')}`)
    .join('; ');
  fastify.addHook('onRequest', (_, reply, done) => {
    reply.headers({
      'content-security-policy': `${policy}; base-uri 'self'; object-src 'none'`,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    done();
  });
  return fastify;
}

function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const code = codeOfRefused(error.statusCode ?? 500, error.code);
  if (code === 'internal-error') request.log.error(withoutValues(error), 'request failed');
  const language = languageOf(request.headers['accept-language']);
  sendProblem(reply, { code, more: {} }, platformProblems[code], language);
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
