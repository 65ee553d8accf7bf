/** Gives the HTTP layer somewhere to record looks, and forgets what is older than is kept. */
import type { Clock } from '@taizhang/kernel';
import { instant } from '@taizhang/kernel';
import { ACCESS_RECORDER } from '@taizhang/platform/http';
import {
  Injectable,
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Pool } from 'pg';
import { AccessTrail } from './access-trail';

type Keeping = Readonly<{ pool: Pool; clock: Clock; retentionDays: number }>;
const KEEPING = Symbol('Keeping');

const dayMs = 86_400_000;

@Injectable()
export class AccessKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Access');
  private readonly every: NodeJS.Timeout;

  constructor(
    private readonly trail: AccessTrail,
    @Inject(KEEPING) private readonly keeping: Keeping,
  ) {
    this.every = setInterval(() => void this.forget(), dayMs).unref();
  }

  onApplicationBootstrap(): Promise<void> {
    return this.forget();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.every);
    await this.trail.stop().catch((error: Error) => this.logger.error(error.message));
  }

  private async forget(): Promise<void> {
    const { clock, retentionDays } = this.keeping;
    const before = instant(Date.parse(clock.now()) - retentionDays * dayMs);
    try {
      const dropped = await this.trail.forgetBefore(before);
      if (dropped.length > 0) this.logger.log(`Forgot who looked at what: ${dropped.join(', ')}`);
    } catch (error) {
      this.logger.error(`Older looks are not forgotten: ${(error as Error).message}`);
    }
  }
}

@Module({})
export class AccessModule {
  static forRoot(keeping: Keeping): DynamicModule {
    const logger = new Logger('Access');
    const trail = new AccessTrail(keeping.pool, ({ message }, waiting) =>
      logger.error(`${waiting} looks are not recorded yet: ${message}`),
    );
    return {
      module: AccessModule,
      global: true,
      providers: [
        AccessKeeper,
        { provide: AccessTrail, useValue: trail },
        { provide: ACCESS_RECORDER, useValue: trail.record },
        { provide: KEEPING, useValue: keeping },
      ],
      exports: [AccessTrail],
    };
  }
}
