/** What an address in front of services has in common with them. */
import type { FastifyInstance } from 'fastify';
import { securityHeaders } from './http-app';
import { bodyBytesMax } from './server';

/**
 * Bodies are passed on as they came; whatever the gateway itself answers carries the same
 * headers as a service's answers.
 */
export function prepareGateway(fastify: FastifyInstance, connectTo: readonly string[]): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: bodyBytesMax },
    (_, body, done) => done(null, body),
  );
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
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
