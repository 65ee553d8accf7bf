/** A Nest app as every service of Taizhang serves it. */
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { systemClock, type Clock } from '@taizhang/kernel';
import { createSecretKey } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { checkRoutes, outsideApi, routesOf } from './declared-routes';
import { HealthController, READINESS, type Readiness } from './health.controller';
import { languageOf, type Bilingual, type Language } from './language';
import { nestLog } from './log';
import { openApiDocument } from './openapi';
import { Looks } from './looks';
import { platformProblems } from './platform.problems';
import { answerWithPage, servePortal } from './portal';
import { AUTHENTICATOR, POSITION_WAITER, type Authenticator, type PositionWaiter } from './ports';
import { joinProblems, type ProblemCatalogue } from './problem';
import { ProblemFilter } from './problem.filter';
import { RouteGuard } from './route.guard';
import { RouteInterceptor } from './route.interceptor';
import { prepareServer, serverOptions, type ServerOptions } from './server';
import { ACCESS_RECORDER, type AccessRecorder } from './viewing';

export type HttpOptions = ServerOptions &
  Readonly<{
    title: Bilingual;
    version: string;
    /** The contexts' catalogues; the platform's own is always there. */
    problems?: readonly ProblemCatalogue[];
    /** Secret of at least 32 bytes; tells a repeated command from another under its key. */
    fingerprintKey: Uint8Array;
    readiness?: Readiness;
    /** The built portal; without it only the API is served. */
    portalFolder?: string;
    /** Origins the portal talks to besides this one: the issuer of single sign-on. */
    connectTo?: readonly string[];
    clock?: Clock;
    /** Compare every answer with its schema; for tests, as it costs as much as the answer. */
    checkAnswers?: boolean;
  }>;

/**
 * Creates the app of a module, ready for `listen`.
 *
 * The module provides AUTHENTICATOR somewhere and may provide POSITION_WAITER. Providers let go
 * of what handlers use in `onApplicationShutdown`: requests are still answered before.
 *
 * @throws Error when a route is not declared or cannot work as declared
 */
export async function createHttpApp(
  module: Type | DynamicModule,
  options: HttpOptions,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter(serverOptions(options));
  const fastify = adapter.getInstance<FastifyInstance>();
  prepareServer(fastify);
  const app = await NestFactory.create<NestFastifyApplication>(rootOf(module, options), adapter, {
    abortOnError: false,
    bodyParser: false,
    logger: nestLog(fastify.log),
  });
  app.setGlobalPrefix('api', { exclude: outsideApi });
  app.useSecurityHeaders(securityHeaders(options.connectTo ?? []));
  useConventions(app, fastify, options);
  if (options.portalFolder) await servePortal(fastify, options.portalFolder);
  await app.init();
  await fastify.ready();
  return app;
}

@Module({})
class RootModule {}

const rootOf = (module: Type | DynamicModule, { readiness = {} }: HttpOptions): DynamicModule => ({
  module: RootModule,
  imports: [DiscoveryModule, module],
  controllers: [HealthController],
  providers: [{ provide: READINESS, useValue: readiness }],
});

/** Guard, interceptor, filter and documentation: the same for every route there is. */
function useConventions(
  app: NestFastifyApplication,
  fastify: FastifyInstance,
  { title, version, problems = [], fingerprintKey, portalFolder, clock, checkAnswers }: HttpOptions,
): void {
  const catalogue = joinProblems(platformProblems, ...problems);
  const found = app.get(DiscoveryService);
  const routes = routesOf(found.getControllers().map(({ metatype }) => metatype as Type));
  const authenticator = app.get<Authenticator>(AUTHENTICATOR, { strict: false });
  checkRoutes(routes, authenticator.permissions, catalogue);
  const provided = (token: symbol) => found.getProviders().find((one) => one.token === token);
  const waitFor = provided(POSITION_WAITER)?.instance as PositionWaiter | undefined;
  const recorder = provided(ACCESS_RECORDER)?.instance as AccessRecorder | undefined;
  const looks = recorder && new Looks(recorder, clock ?? systemClock);
  app.useGlobalGuards(new RouteGuard(authenticator, looks));
  app.useGlobalInterceptors(
    new RouteInterceptor({
      clock: clock ?? systemClock,
      fingerprintKey: createSecretKey(fingerprintKey),
      ...(waitFor && { waitFor }),
      ...(looks && { looks }),
      ...(checkAnswers && { checkAnswers }),
    }),
  );
  const page = portalFolder ? answerWithPage : () => false;
  app.useGlobalFilters(new ProblemFilter(catalogue, fastify.log, page));
  serveDocumentation(app, (language) =>
    openApiDocument({ routes, problems: catalogue, title, version, language }),
  );
}

/** `/api/openapi.json` and `/api/docs`, in the language of `Accept-Language`; made when asked. */
function serveDocumentation(
  app: NestFastifyApplication,
  documentIn: (language: Language) => OpenAPIObject,
): void {
  const made = new Map<Language, OpenAPIObject>();
  const inLanguage = (language: Language) => {
    const document = made.get(language) ?? documentIn(language);
    made.set(language, document);
    return document;
  };
  SwaggerModule.setup('api/docs', app, () => inLanguage('zh'), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    swaggerOptions: { persistAuthorization: false },
    patchDocumentOnRequest: (request) =>
      inLanguage(languageOf((request as FastifyRequest).headers['accept-language'])),
  });
}

// Ant Design and ECharts write style attributes; nothing needs inline or foreign scripts. What
// only makes sense with TLS is left to whatever terminates it, and what only browsers of the last
// decade understood is left out.
export const securityHeaders = (connectTo: readonly string[]) => ({
  contentSecurityPolicy: {
    directives: {
      connectSrc: ["'self'", ...connectTo],
      defaultSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      frameAncestors: ["'none'"],
      upgradeInsecureRequests: null,
    },
  },
  xFrameOptions: { action: 'deny' as const },
  strictTransportSecurity: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});
