/** Authentication for an app: provides AUTHENTICATOR and AccountStore everywhere in it. */
import { Module, type DynamicModule } from '@nestjs/common';
import { systemClock, type Clock } from '@taizhang/kernel';
import { AUTHENTICATOR } from '@taizhang/platform/http';
import type pg from 'pg';
import { AccountStore } from './account.store';
import { AuthController } from './auth.controller';
import { AUTH_PARTS, type AuthParts, type Demo } from './auth.parts';
import { BuiltInAuthenticator } from './built-in.authenticator';
import { OidcAuthenticator, type OidcOptions } from './oidc.authenticator';
import type { SigningKey } from './signing-key';

export type AuthOptions = Readonly<{
  /** A database that `migrateAuth` was run on. */
  pool: pg.Pool;
  key: SigningKey;
  /** Single sign-on in place of our own accounts. */
  oidc?: OidcOptions;
  demo?: () => Promise<Demo | null>;
  unitName?: (unitId: string) => Promise<string | null>;
  clock?: Clock;
}>;

@Module({})
export class AuthModule {
  static forRoot({ pool, key, oidc, clock = systemClock, ...shown }: AuthOptions): DynamicModule {
    const accounts = new AccountStore(pool, key, clock);
    const tokens = oidc ? null : new BuiltInAuthenticator(key, accounts, clock);
    const parts: AuthParts = {
      ...{ clock, accounts, tokens },
      oidc: oidc ?? null,
      demo: shown.demo ?? (async () => null),
      unitName: shown.unitName ?? (async () => null),
    };
    return {
      module: AuthModule,
      global: true,
      controllers: [AuthController],
      providers: [
        { provide: AUTH_PARTS, useValue: parts },
        { provide: AccountStore, useValue: accounts },
        { provide: AUTHENTICATOR, useValue: oidc ? new OidcAuthenticator(oidc) : tokens },
      ],
      exports: [AUTHENTICATOR, AccountStore],
    };
  }
}
