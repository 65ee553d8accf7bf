/**
 * Whoever reads rows of which later events are parked is told with them: a row stands still then,
 * and looks like today's. What is read from the log itself, histories and past states, is complete.
 */
import type { Waiting } from '@taizhang/contracts/views';
import { reachOf, type Permission } from '@taizhang/platform/auth';
import { AtRevision, HttpProblem, atRevision, routeOf } from '@taizhang/platform/http';
import type { Principal, Route } from '@taizhang/platform/http';
import { DATABASE } from '@taizhang/platform/resources';
import { ProjectionsService } from '@taizhang/platform/service';
import { allOf, type ParkedRows } from '@taizhang/projections';
import { linksIn, type LinksOf } from '@taizhang/views/history';
import { Inject, Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Pool } from 'pg';
import { catchError, mergeMap, type Observable } from 'rxjs';

type Asked = Readonly<{
  principal: Principal;
  params: Readonly<Record<string, string>>;
}>;
type Fields = Readonly<Record<string, unknown>>;
type Parked = ReadonlyMap<string, Waiting>;

@Injectable()
export class ParkedInterceptor implements NestInterceptor {
  private readonly rows: ParkedRows;
  private readonly linksOf: LinksOf;

  constructor(projections: ProjectionsService, @Inject(DATABASE) pool: Pool) {
    this.rows = projections.parked;
    this.linksOf = linksIn(pool);
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = routeOf(context.getHandler());
    if (!route || route === 'public' || route.reads.length === 0) return next.handle();
    const asked = context.switchToHttp().getRequest<Asked>();
    return next.handle().pipe(
      mergeMap((answer: object) => this.told(route, asked, answer)),
      catchError((problem: unknown) => this.missing(route, asked, problem)),
    );
  }

  private async told({ reads }: Route, { params }: Asked, answer: object): Promise<unknown> {
    const inAll = await this.rows.in(reads);
    if (!inAll) return answer;
    const id = params['id'];
    const streams = id === undefined ? [] : await this.streamsOf(id);
    const found = await this.rows.among(reads, { ids: [...idsIn(answer)], streams });
    // A list may lack a row or hold one too many, whichever row of its tables stands still.
    const parked = id === undefined ? inAll : allOf([...found.values()]);
    return answer instanceof AtRevision
      ? atRevision(answer.revision, marked(answer.body, found, parked))
      : marked(answer, found, parked);
  }

  /** An archive is made of the events of everything that was ever linked to the customer. */
  private async streamsOf(id: string): Promise<readonly string[]> {
    return id.startsWith('customer-') ? [id, ...(await this.linksOf(id, null))] : [id];
  }

  /**
   * There is no row where already the first event could not be taken in, and no "not found".
   * @throws HttpProblem that one, or `record-parked`
   */
  private async missing(route: Route, { params, principal }: Asked, problem: unknown) {
    const id = params['id'];
    const isMissing = problem instanceof HttpProblem && problem.code === 'not-found';
    // Who sees but their own is not told either what there is of others.
    const seesAll = reachOf(principal, route.permission as Permission) === 'every-unit';
    if (!isMissing || id === undefined || !seesAll) throw problem;
    if (!(await this.rows.in(route.reads))) throw problem;
    const found = await this.rows.among(route.reads, { ids: [id], streams: [] });
    throw found.size > 0 ? new HttpProblem('record-parked') : problem;
  }
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Ids of the rows in an answer. */
function* idsIn(value: unknown): Generator<string> {
  if (!isFields(value)) return;
  if (typeof value['id'] === 'string') yield value['id'];
  for (const inner of Object.values(value)) yield* idsIn(inner);
}

/** A copy in which each row says what of it is parked, and the whole what is of all of it. */
function marked(value: unknown, found: Parked, whole?: Waiting | null): unknown {
  if (Array.isArray(value)) return value.map((one) => marked(one, found));
  if (!isFields(value)) return value;
  const entries = Object.entries(value).map(([field, one]) => [field, marked(one, found)] as const);
  const parked = whole ?? found.get(String(value['id']));
  return { ...Object.fromEntries(entries), ...(parked && { parked }) };
}
