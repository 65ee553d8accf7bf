/** The staff portal at the same origin: files, and its one page for every address of its own. */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

// Vite puts what it names by its content there; such a file never changes.
const hashed = '/assets/';
const page = 'index.html';

/** @throws Error when the folder holds no built portal */
export async function servePortal(fastify: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, page))) {
    throw new Error(`There is no portal in ${folder}: build it first, or leave the folder out.`);
  }
  await fastify.register(fastifyStatic, {
    root: folder,
    index: page,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => {
      const forever = path.startsWith(join(folder, hashed));
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** Sends the page to a browser that opens or reloads an address of the portal. */
export function answerWithPage(request: FastifyRequest, reply: FastifyReply): boolean {
  const { method, url, headers } = request;
  const forPage =
    (method === 'GET' || method === 'HEAD') &&
    (headers.accept ?? '').includes('text/html') &&
    !/^\/(api|health|assets)(\/|\?|$)/.test(url);
  if (forPage) reply.status(200).sendFile(page);
  return forPage;
}
