/** Deny by default: who may pass which route. */
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Looks } from './looks';
import type { Authenticator, Principal } from './ports';
import { HttpProblem } from './problem';
import type { RoutedRequest } from './request';
import { PUBLIC, SIGNED_IN, routeOf, type Route } from './route';

export class RouteGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly looks?: Looks,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = routeOf(context.getHandler());
    if (route === 'public') return true;
    if (!route) throw new HttpProblem('not-permitted');
    if (route.permission === PUBLIC) return true;
    const request = context.switchToHttp().getRequest<RoutedRequest>();
    request.principal = await this.principalOf(request);
    try {
      assertMay(request.principal, route);
    } catch (refusal) {
      await this.looks?.refused(context, refusal);
      throw refusal;
    }
    return true;
  }

  private async principalOf({ headers }: RoutedRequest): Promise<Principal> {
    const [scheme, token, ...more] = headers.authorization?.split(' ') ?? [];
    if (scheme?.toLowerCase() !== 'bearer' || !token || more.length > 0) {
      throw new HttpProblem('not-signed-in');
    }
    const principal = await this.authenticator.authenticate(token);
    if (!principal) throw new HttpProblem('not-signed-in');
    return principal;
  }
}

function assertMay(principal: Principal, { permission, beforePasswordChange }: Route): void {
  if (principal.mustChangePassword && !beforePasswordChange) {
    throw new HttpProblem('password-change-required');
  }
  if (permission !== SIGNED_IN && !principal.permissions.includes(permission)) {
    throw new HttpProblem('not-permitted', { extra: { permission } });
  }
}
