/** The assessment service: the one file that joins its rules to the machinery. */
import {
  CallbackBook,
  CallbackDeadlineProcess,
  CallbackProcess,
  CallbackWithdrawals,
  CustomerProcessing,
  DUE_CALLBACKS,
  DecideAssessmentHandler,
  OPEN_CALLBACKS,
} from '@taizhang/assessment/application';
import { SECRET_FOR, type SecretFor } from '@taizhang/platform/resources';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AssessmentProcesses } from './assessment.processes';
import { CallbacksController } from './callbacks.controller';
import { DueCallbacksQuery } from './due-callbacks';
import { OpenCallbacksQuery } from './open-callbacks';
import { OwnStreams } from './own-streams';
import { PublicRate } from './public-rate';
import { RATING_KEY, RatingLinks } from './rating-links';
import { RatingsController } from './ratings.controller';
import { RememberedWork } from './remembered-work';
import { ScorecardsController } from './scorecards.controller';
import { SpotChecksController } from './spot-checks.controller';

@Module({
  imports: [CqrsModule.forRoot()],
  controllers: [CallbacksController, RatingsController, ScorecardsController, SpotChecksController],
  providers: [
    AssessmentProcesses,
    CallbackBook,
    CallbackDeadlineProcess,
    CallbackProcess,
    CallbackWithdrawals,
    CustomerProcessing,
    DecideAssessmentHandler,
    OwnStreams,
    PublicRate,
    RatingLinks,
    RememberedWork,
    { provide: DUE_CALLBACKS, useClass: DueCallbacksQuery },
    { provide: OPEN_CALLBACKS, useClass: OpenCallbacksQuery },
    {
      provide: RATING_KEY,
      useFactory: (secretFor: SecretFor) => secretFor('rating-link'),
      inject: [SECRET_FOR],
    },
  ],
})
export class AssessmentModule {}
