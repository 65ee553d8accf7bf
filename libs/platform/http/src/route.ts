/** How a controller declares its routes: one decorator says all there is to say about one. */
import { HttpCode, RequestMapping, RequestMethod, createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { ActorId, Context, Handled, Instant } from '@taizhang/kernel';
import type { z } from 'zod';
import type { Bilingual } from './language';
import type { Principal } from './ports';
import type { RoutedRequest } from './request';
import type { Views } from './viewing';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What comes in; everything is refused that these do not describe. */
type Schemas = Readonly<{ params?: z.ZodObject; query?: z.ZodObject; body?: z.ZodType }>;

type Declaration = Schemas &
  Readonly<{
    /** Behind `/api`, with parameters as `:id`; each must be in `params`. */
    path: string;
    summary: Bilingual;
    /** Codes of the problems of its own that it may answer with, for the documentation. */
    refusals?: readonly string[];
  }>;

export type CommandSpec = Declaration &
  Readonly<{
    method?: Exclude<Method, 'GET'>;
    permission: string;
    /** Creates a thing: 201 with `Location`, and no `If-Match` wanted. */
    creates?: boolean;
    /** What the answer holds besides `id`, `revision` and `position`. */
    answers?: z.ZodObject;
  }>;

export type QuerySpec = Declaration &
  Readonly<{
    /** POST where what is searched for must not stand in an address. */
    method?: 'GET' | 'POST';
    permission: string;
    answers: z.ZodType;
    /** What personal thing it shows; whoever looks is recorded (docs/decisions/0025). */
    views?: Views;
    /** The tables it answers from: whoever reads is told what of them is parked. */
    reads?: readonly ReadTable[];
  }>;

/** A table of a read model, named by its projection. */
export type ReadTable = Readonly<{ table: string }>;

export type OperationSpec = Declaration &
  Readonly<{
    method?: Method;
    permission: string;
    answers?: z.ZodType;
    /** 204 without `answers`, otherwise 200. */
    status?: 200 | 202 | 204;
    /** Open to those who must change their password first. */
    beforePasswordChange?: boolean;
  }>;

/** A declared route as guard, interceptor and documentation see it. */
export type Route = Schemas &
  Readonly<{
    kind: 'command' | 'query' | 'operation';
    method: Method;
    path: string;
    permission: string;
    summary: Bilingual;
    refusals: readonly string[];
    answers?: z.ZodType;
    creates: boolean;
    status: number;
    beforePasswordChange: boolean;
    views?: Views;
    reads: readonly ReadTable[];
  }>;

/** Anybody who is signed in. */
export const SIGNED_IN = 'signed-in';
/** Anybody at all. */
export const PUBLIC = 'public';

/** One act of one person, ready to become a domain command. */
export type CommandEnvelope = Readonly<{
  /** Same for every repeat under one Idempotency-Key by one person. */
  commandId: string;
  context: Context;
  /** The revision from If-Match; absent on a route that creates. */
  expected?: number;
  at: Instant;
  by: ActorId;
}>;

type Output<S, Part extends keyof Schemas> =
  S extends Record<Part, infer Schema extends z.ZodType> ? z.output<Schema> : undefined;
type Parsed<S> = Readonly<{
  params: Output<S, 'params'>;
  query: Output<S, 'query'>;
  body: Output<S, 'body'>;
}>;

/** First parameter of a `@Command` handler, e.g. `CommandInput<{ body: typeof request }>`. */
export type CommandInput<S extends Schemas = object> = Parsed<S> &
  Readonly<{ principal: Principal; command: CommandEnvelope }>;
/** First parameter of a `@Query` or `@Operation` handler. */
export type QueryInput<S extends Schemas = object> = Parsed<S> & Readonly<{ principal: Principal }>;
/** First parameter of a handler whose permission is `public`. */
export type PublicInput<S extends Schemas = object> = Parsed<S> & Readonly<{ principal: null }>;

type Input<S extends Schemas & { permission: string }> = S['permission'] extends typeof PUBLIC
  ? PublicInput<S>
  : QueryInput<S>;

/** What a `@Command` handler returns; `id` names the thing that was created or changed. */
export type CommandAnswer<Extra = unknown> = Readonly<{
  id: string;
  handled: Pick<Handled<unknown>, 'revision' | 'position' | 'repeated'>;
  extra?: Extra;
}>;

/** An answer with the revision it shows, which becomes its ETag. */
export class AtRevision<Body> {
  constructor(
    readonly revision: number,
    readonly body: Body,
  ) {}
}
export const atRevision = <Body>(revision: number, body: Body) => new AtRevision(revision, body);

type DeepReadonly<T> = unknown extends T
  ? T
  : T extends string | number | boolean | bigint | null | undefined
    ? T
    : { readonly [Key in keyof T]: DeepReadonly<T[Key]> };
type Answer<S> = S extends { answers: infer Schema extends z.ZodType }
  ? DeepReadonly<z.output<Schema>>
  : void;
type CommandAnswerOf<S> = S extends { answers: infer Schema extends z.ZodType }
  ? CommandAnswer & { readonly extra: DeepReadonly<z.output<Schema>> }
  : CommandAnswer;

type Eventually<T> = T | Promise<T>;
/** Decorates only a method that takes this input and returns this answer. */
type Decorates<Taken, Answered> = <
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Nest fills further parameters.
  Handler extends (input: Taken, ...more: any[]) => Eventually<Answered>,
>(
  target: object,
  name: string,
  descriptor: TypedPropertyDescriptor<Handler>,
) => void;

/**
 * Changes the ledger: takes an Idempotency-Key, and an If-Match unless it `creates`; answers
 * `{ id, revision, position }` with `ETag` and `Taizhang-Position`.
 */
export const Command = <const S extends CommandSpec>(
  spec: S,
): Decorates<CommandInput<S>, CommandAnswerOf<S>> =>
  declare(spec, {
    kind: 'command',
    method: spec.method ?? 'POST',
    creates: spec.creates ?? false,
    status: spec.creates ? 201 : 200,
    beforePasswordChange: false,
  });

/** Asks the read models; may wait for a position by `Taizhang-Wait-For`. */
export const Query = <const S extends QuerySpec>(
  spec: S,
): Decorates<Input<S>, Answer<S> | AtRevision<Answer<S>>> =>
  declare(spec, {
    kind: 'query',
    method: spec.method ?? 'GET',
    creates: false,
    status: 200,
    beforePasswordChange: false,
  });

/** Anything that is no fact of the ledger: signing in, starting a rebuild. */
export const Operation = <const S extends OperationSpec>(spec: S): Decorates<Input<S>, Answer<S>> =>
  declare(spec, {
    kind: 'operation',
    method: spec.method ?? 'POST',
    creates: false,
    status: spec.status ?? (spec.answers ? 200 : 204),
    beforePasswordChange: spec.beforePasswordChange ?? false,
  });

const routes = new WeakMap<object, Route>();
const open = new WeakSet<object>();

/** A plain Nest route that anybody may use and whose answer is its own affair. */
export const Public = () => (_target: object, _name: string, descriptor: PropertyDescriptor) => {
  open.add(descriptor.value as object);
};

/** What a handler was declared as. */
export const routeOf = (handler: object): Route | 'public' | undefined =>
  routes.get(handler) ?? (open.has(handler) ? 'public' : undefined);

const InputParameter = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<RoutedRequest>().input,
);

type Kind = Pick<Route, 'kind' | 'method' | 'creates' | 'status' | 'beforePasswordChange'>;

function declare(spec: CommandSpec | QuerySpec | OperationSpec, kind: Kind) {
  return (target: object, name: string, descriptor: PropertyDescriptor) => {
    const { path, permission, summary, refusals = [], params, query, body, answers } = spec;
    const schemas = { ...(params && { params }), ...(query && { query }), ...(body && { body }) };
    const route = { path, permission, summary, refusals, ...schemas, ...kind };
    const handler = descriptor.value as object;
    const views = 'views' in spec && spec.views ? { views: spec.views } : {};
    const reads = ('reads' in spec && spec.reads) || [];
    routes.set(handler, { ...route, reads, ...(answers && { answers }), ...views });
    RequestMapping({ path, method: RequestMethod[kind.method] })(target, name, descriptor);
    HttpCode(kind.status)(target, name, descriptor);
    // Every handler takes its input first; saying so on each parameter would only be noise.
    InputParameter()(target, name, 0);
  };
}
