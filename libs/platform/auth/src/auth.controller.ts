/** Signing in, and who one is. */
import { Controller, Inject, Ip } from '@nestjs/common';
import { HttpProblem, Operation, PUBLIC, Query, SIGNED_IN } from '@taizhang/platform/http';
import type { Principal, PublicInput, QueryInput } from '@taizhang/platform/http';
import { z } from 'zod';
import type { AccountStore } from './account.store';
import { AUTH_PARTS, type AuthParts } from './auth.parts';
import { Failures, lockSecondsForAddress } from './failures';
import type { BuiltInAuthenticator } from './built-in.authenticator';

const password = z.string().min(1).max(400);
const signInRequest = z
  .strictObject({ username: z.string().trim().min(1).max(64), password })
  .meta({ id: 'SignIn' });
const passwordRequest = z
  .strictObject({ current: password, next: password })
  .meta({ id: 'ChangePassword' });

const passwordRefusals = [
  'current-password-wrong',
  'password-too-weak',
  'too-many-attempts',
  'built-in-sign-in-off',
] as const;

const principalSchema = z
  .object({
    staffId: z.string(),
    username: z.string(),
    name: z.string(),
    unitId: z.string().nullable(),
    unitName: z.string().nullable(),
    roles: z.array(z.string()),
    permissions: z.array(z.string()),
    mustChangePassword: z.boolean(),
  })
  .meta({ id: 'Principal' });

const signedInSchema = z.object({
  token: z.string(),
  expiresAt: z.iso.datetime(),
  principal: principalSchema,
  mustChangePassword: z.boolean(),
});

const bilingual = z.object({ zh: z.string(), en: z.string() });
const methodsSchema = z.object({
  builtIn: z.boolean(),
  oidc: z.object({ issuer: z.string(), clientId: z.string() }).nullable(),
  demo: z.array(
    z.object({
      username: z.string(),
      name: z.string(),
      roleTitle: bilingual,
      unitName: z.string(),
    }),
  ),
  demoPassword: z.string().nullable(),
});

@Controller('auth')
export class AuthController {
  private readonly addresses: Failures;

  constructor(@Inject(AUTH_PARTS) private readonly parts: AuthParts) {
    this.addresses = new Failures(lockSecondsForAddress, () => Date.parse(parts.clock.now()));
  }

  @Query({
    path: 'methods',
    permission: PUBLIC,
    summary: { zh: '可用的登录方式', en: 'How people sign in here' },
    answers: methodsSchema,
  })
  async methods() {
    const { oidc, demo } = this.parts;
    const shown = oidc ? null : await demo();
    return {
      builtIn: !oidc,
      oidc: oidc ? { issuer: oidc.issuer, clientId: oidc.clientId } : null,
      demo: shown?.people ?? [],
      demoPassword: shown?.password ?? null,
    };
  }

  @Operation({
    path: 'sign-in',
    permission: PUBLIC,
    summary: { zh: '登录', en: 'Sign in' },
    body: signInRequest,
    answers: signedInSchema,
    refusals: ['sign-in-failed', 'too-many-attempts', 'built-in-sign-in-off'],
  })
  async signIn({ body }: PublicInput<{ body: typeof signInRequest }>, @Ip() address: string) {
    const { accounts, tokens } = this.builtIn();
    this.addresses.attempt(address);
    const account = await accounts.verify(body.username, body.password);
    this.addresses.takeBack(address);
    const principal = await this.described(tokens.principalOf(account));
    const { mustChangePassword } = principal;
    return { ...(await tokens.issue(account)), principal, mustChangePassword };
  }

  @Operation({
    method: 'GET',
    path: 'me',
    permission: SIGNED_IN,
    summary: { zh: '当前登录者', en: 'Who is signed in' },
    answers: principalSchema,
    beforePasswordChange: true,
  })
  me({ principal }: QueryInput) {
    return this.described(principal);
  }

  @Operation({
    path: 'password',
    permission: SIGNED_IN,
    summary: {
      zh: '修改密码，此前的登录随即失效',
      en: 'Change the password, which ends all tokens',
    },
    body: passwordRequest,
    refusals: passwordRefusals,
    beforePasswordChange: true,
  })
  async password({ principal, body }: QueryInput<{ body: typeof passwordRequest }>) {
    const { accounts } = this.builtIn();
    await accounts.changePassword(principal.staffId, body.current, body.next);
  }

  private builtIn(): { accounts: AccountStore; tokens: BuiltInAuthenticator } {
    const { accounts, tokens } = this.parts;
    if (!tokens) throw new HttpProblem('built-in-sign-in-off');
    return { accounts, tokens };
  }

  private async described(principal: Principal) {
    const { unitId } = principal;
    return { ...principal, unitName: unitId === null ? null : await this.parts.unitName(unitId) };
  }
}
