/** A request on its way through guard, interceptor and handler. */
import type { FastifyRequest } from 'fastify';
import type { Principal } from './ports';
import type { CommandEnvelope } from './route';

/** What a handler is given; its types follow from the route's schemas. */
export type RouteInput = Readonly<{
  params: unknown;
  query: unknown;
  body: unknown;
  principal: Principal | null;
  command?: CommandEnvelope;
}>;

/** Both are filled in by us: null until then. */
export interface RoutedRequest extends FastifyRequest {
  principal: Principal | null;
  input: RouteInput | null;
}
