export { createGateway } from './gateway';
export { createHttpApp, type HttpOptions } from './http-app';
export { routesOf, type DeclaredRoute } from './declared-routes';
export { languageOf, type Bilingual, type Language } from './language';
export { openApiDocument } from './openapi';
export { platformProblems } from './platform.problems';
export { answerWithPage, servePortal } from './portal';
export {
  AUTHENTICATOR,
  POSITION_WAITER,
  type Authenticator,
  type PositionWaiter,
  type Principal,
} from './ports';
export {
  HttpProblem,
  defineProblems,
  orNotFound,
  type FieldError,
  type Problem,
  type ProblemCatalogue,
} from './problem';
export { sendProblem } from './problem.answer';
export type { ServerOptions } from './server';
export {
  Command,
  Operation,
  PUBLIC,
  Query,
  SIGNED_IN,
  atRevision,
  AtRevision,
  routeOf,
  type CommandAnswer,
  type CommandEnvelope,
  type CommandInput,
  type PublicInput,
  type QueryInput,
  type ReadTable,
  type Route,
} from './route';
export { checkIn } from './validation';
export type { Readiness } from './health.controller';
export { ACCESS_RECORDER, type AccessRecorder, type Look, type Views } from './viewing';
