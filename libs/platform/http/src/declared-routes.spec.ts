import 'reflect-metadata';
import { Controller, Get, type Type } from '@nestjs/common';
import { z } from 'zod';
import { checkRoutes, routesOf } from './declared-routes';
import { platformProblems } from './platform.problems';
import { Operation, PUBLIC, Query } from './route';

const summary = { zh: '词', en: 'word' };
const answers = z.object({});

function withRoute(decorate: MethodDecorator, name = 'thing'): Type {
  class ThingsController {
    [method: string]: unknown;
  }
  const handler = { value: () => ({}), configurable: true, writable: true };
  Object.defineProperty(ThingsController.prototype, name, handler);
  decorate(ThingsController.prototype, name, handler as never);
  Controller('things')(ThingsController);
  return ThingsController;
}
const query = (spec: object) =>
  Query({ path: ':id', permission: 'x.read', summary, answers, ...spec }) as MethodDecorator;
const check = (controller: Type) =>
  checkRoutes(routesOf([controller]), ['x.read'], platformProblems);

describe('A declared route', () => {
  it('has an address, a name and what was said of it', () => {
    const params = z.object({ id: z.string() });
    const [route] = routesOf([withRoute(query({ params }))]);
    expect(route).toMatchObject({
      address: '/api/things/{id}',
      name: 'Things.thing',
      method: 'GET',
      kind: 'query',
      status: 200,
    });
  });

  it('is refused when a parameter has no schema', () => {
    expect(() => check(withRoute(query({})))).toThrow('has no schema for its parameter "id"');
  });

  it('is refused when it asks for a permission there is not', () => {
    const controller = withRoute(query({ path: '/', permission: 'x.raed' }));
    expect(() => check(controller)).toThrow('asks for the permission "x.raed", which is none');
  });

  it('answers 204 unless it says what it answers', () => {
    const wave = Operation({ path: 'wave', permission: PUBLIC, summary }) as MethodDecorator;
    expect(routesOf([withRoute(wave)])[0]?.status).toBe(204);
  });

  it('must be declared', () => {
    expect(() => routesOf([withRoute(Get('plain'))])).toThrow('declare who may use it');
  });
});
