/** All services in one process. */
import { AssessmentModule } from '@taizhang/apps/assessment';
import { ComplaintsModule } from '@taizhang/apps/complaints';
import { IntakeModule } from '@taizhang/apps/intake';
import { ViewsModule } from '@taizhang/apps/views';
import type { ReadModel } from '@taizhang/kernel';
import { AuthModule, type AuthOptions } from '@taizhang/platform/auth';
import { ResourcesModule, type Resources } from '@taizhang/platform/resources';
import { Module, type DynamicModule } from '@nestjs/common';

export type PlatformOptions = Readonly<{
  resources: Resources;
  auth: AuthOptions;
  projected: readonly ReadModel[];
  /** Signs the links by which customers rate. */
  ratingKey: Uint8Array;
}>;

@Module({})
export class PlatformModule {
  static forRoot({ resources, auth, projected, ratingKey }: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        ResourcesModule.forRoot(resources),
        AuthModule.forRoot(auth),
        IntakeModule,
        ComplaintsModule,
        AssessmentModule.forRoot(ratingKey),
        ViewsModule.forRoot(projected),
      ],
    };
  }
}
