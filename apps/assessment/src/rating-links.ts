/**
 * Links by which customers rate without signing in. A token names a case and when it ends, is
 * signed with a key of the platform for this purpose alone, and carries nothing personal.
 */
import { caseIdSchema, type CaseId } from '@taizhang/contracts/assessment';
import { CLOCK, type Clock, type Instant } from '@taizhang/kernel';
import { HttpProblem } from '@taizhang/platform/http';
import { Inject, Injectable } from '@nestjs/common';
import { SignJWT, errors, jwtVerify } from 'jose';

/** 32 secret bytes. */
export const RATING_KEY = Symbol('RatingKey');

const audience = 'taizhang-rating';
/** Long enough to come home from a journey; short enough that a lost telephone does not matter. */
export const ratingLinkDays = 30;

@Injectable()
export class RatingLinks {
  constructor(
    @Inject(RATING_KEY) private readonly key: Uint8Array,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The same token for the same case and end. */
  sign(caseId: CaseId, expiresAt: Instant): Promise<string> {
    return new SignJWT({ case: caseId })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(audience)
      .setExpirationTime(Math.floor(Date.parse(expiresAt) / 1000))
      .sign(this.key);
  }

  /** @throws HttpProblem `rating-link-invalid` or `rating-link-expired` */
  async read(token: string): Promise<CaseId> {
    try {
      const currentDate = new Date(this.clock.now());
      const options = { audience, algorithms: ['HS256'], currentDate };
      const { payload } = await jwtVerify(token, this.key, options);
      return caseIdSchema.parse(payload['case']);
    } catch (error) {
      const expired = error instanceof errors.JWTExpired;
      throw new HttpProblem(expired ? 'rating-link-expired' : 'rating-link-invalid');
    }
  }
}
