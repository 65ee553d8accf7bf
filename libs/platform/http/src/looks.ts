/** Tells the recorder of looks what became of a request to a route that shows personal data. */
import type { ExecutionContext } from '@nestjs/common';
import type { Clock } from '@taizhang/kernel';
import { HttpProblem } from './problem';
import type { RoutedRequest } from './request';
import { routeOf } from './route';
import { lookAt, lookRefused, type AccessRecorder, type Look } from './viewing';

export class Looks {
  constructor(
    private readonly record: AccessRecorder,
    private readonly clock: Clock,
  ) {}

  /**
   * Before the answer leaves: what could not be recorded is not shown.
   * @throws HttpProblem `access-not-recorded`
   */
  async seen<Body>(context: ExecutionContext, body: Body): Promise<Body> {
    await this.keep(this.look(context, (asked, params) => lookAt(asked, params, body)));
    return body;
  }

  /** A look that ended in a problem. @throws the problem itself, always */
  async refused(context: ExecutionContext, problem: unknown): Promise<never> {
    // What failed on our side, or asked wrongly, showed nothing and refused nobody.
    const code = problem instanceof HttpProblem ? problem.code : null;
    if (code && telling.includes(code)) {
      await this.keep(this.look(context, (asked, params) => lookRefused(asked, params, code)));
    }
    throw problem;
  }

  private look(
    context: ExecutionContext,
    of: (asked: Parameters<typeof lookAt>[0], params: unknown) => Look,
  ): Look | null {
    const views = routeOf(context.getHandler());
    if (!views || views === 'public' || !views.views) return null;
    const request = context.switchToHttp().getRequest<RoutedRequest>();
    const { principal, id: correlationId } = request;
    if (!principal) return null;
    const service = context.getClass().name.replace(/Controller$/, '');
    const operation = `${service}.${context.getHandler().name}`;
    const asked = { views: views.views, principal, operation, at: this.clock.now() };
    const params = request.input?.params ?? request.params;
    return of({ ...asked, correlationId: String(correlationId) }, params);
  }

  private async keep(look: Look | null): Promise<void> {
    try {
      if (look) await this.record(look);
    } catch (cause) {
      throw new HttpProblem('access-not-recorded', { cause, retryAfterSeconds: 5 });
    }
  }
}

/** Refusals that say something about who wanted to look. */
const telling = ['not-permitted', 'other-unit', 'not-found', 'not-yet-known'];
