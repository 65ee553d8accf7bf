/** Every route of an app, found and checked before the first request. */
import type { Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import type { ProblemCatalogue } from './problem';
import { PUBLIC, SIGNED_IN, routeOf, type Route } from './route';

export type DeclaredRoute = Route &
  Readonly<{
    /** Whole path with `{id}` for parameters. */
    address: string;
    /** `Complaints.dispatch`, from class and method. */
    name: string;
  }>;

/** Routes that live beside `/api`. */
export const outsideApi = ['health/live', 'health/ready'];

/**
 * The routes of controllers, as declared.
 * @throws Error when one of them is not declared: nobody decided who may use it
 */
export const routesOf = (controllers: readonly Type[]): readonly DeclaredRoute[] =>
  controllers.flatMap((controller) =>
    handlersOf(controller).flatMap(([method, handler]) => {
      const route = routeOf(handler);
      if (route === 'public') return [];
      if (!route) {
        throw new Error(
          `${controller.name}.${method} is a route without @Command, @Query, @Operation or ` +
            '@Public: declare who may use it.',
        );
      }
      const name = `${controller.name.replace(/Controller$/, '')}.${method}`;
      return [{ ...route, address: addressOf(controller, route), name }];
    }),
  );

/**
 * Refuses to start with a route that cannot work as declared.
 * @throws Error naming the route and what is wrong with it
 */
export function checkRoutes(
  routes: readonly DeclaredRoute[],
  permissions: readonly string[],
  problems: ProblemCatalogue,
): void {
  const known = new Set([...permissions, PUBLIC, SIGNED_IN]);
  const names = new Set<string>();
  for (const { name, address, permission, params, refusals, kind, views } of routes) {
    const refuse = (reason: string) => {
      throw new Error(`Route ${name} (${address}) ${reason}.`);
    };
    if (names.has(name)) refuse('has the name of another route');
    names.add(name);
    if (!known.has(permission)) refuse(`asks for the permission "${permission}", which is none`);
    if (kind === 'command' && permission === PUBLIC) refuse('is a command and cannot be public');
    if (views && permission === PUBLIC) refuse('shows something to nobody in particular');
    if (views && 'id' in views && !params?.shape[views.id]) {
      refuse(`shows what a parameter "${views.id}" names, which it has not`);
    }
    for (const parameter of parametersIn(address)) {
      if (!params?.shape[parameter]) refuse(`has no schema for its parameter "${parameter}"`);
    }
    const unknown = refusals.find((code) => !problems[code]);
    if (unknown) refuse(`may refuse with "${unknown}", which is in no catalogue`);
  }
}

const parametersIn = (address: string) =>
  [...address.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter!);

type Handler = (...args: never[]) => unknown;

function handlersOf({ prototype }: Type): readonly (readonly [string, Handler])[] {
  const found: [string, Handler][] = [];
  for (let own = prototype as object; own !== Object.prototype; own = Object.getPrototypeOf(own)) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(own))) {
      const isRoute =
        typeof value === 'function' &&
        Reflect.hasMetadata(METHOD_METADATA, value as object) &&
        !found.some(([known]) => known === name);
      if (isRoute) found.push([name, value as Handler]);
    }
  }
  return found;
}

function addressOf(controller: Type, { path }: Route): string {
  const prefix = String(Reflect.getMetadata(PATH_METADATA, controller) ?? '');
  const parts = `${prefix}/${path}`.split('/').filter((part) => part !== '');
  const inside = outsideApi.includes(parts.join('/')) ? parts : ['api', ...parts];
  return `/${inside.join('/')}`.replace(/:(\w+)/g, '{$1}');
}
