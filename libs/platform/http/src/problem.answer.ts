/** How a problem goes over the wire. */
import type { FastifyReply } from 'fastify';
import type { Language } from './language';
import { problemDocument, type HttpProblem, type Problem } from './problem';

export function sendProblem(
  reply: FastifyReply,
  { code, more }: Pick<HttpProblem, 'code' | 'more'>,
  problem: Problem,
  language: Language,
): void {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  if (more.retryAfterSeconds !== undefined) reply.header('retry-after', more.retryAfterSeconds);
  const document = problemDocument(code, problem, language, more);
  reply
    .status(problem.status)
    .headers({
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': language === 'zh' ? 'zh-CN' : 'en',
      'cache-control': 'no-store',
      vary: 'accept-language',
    })
    // As text: what a route has set up for its own answers does not concern this one.
    .send(JSON.stringify(document));
}
