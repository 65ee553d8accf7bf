/**
 * Links by which customers rate without signing in. A token names a case and when it ends, is
 * signed with a key of the platform for this purpose alone, and carries nothing personal. It is
 * short, because it travels in a text message.
 */
import { caseIdSchema, type CaseId } from '@taizhang/contracts/assessment';
import { CLOCK, type Clock, type Instant } from '@taizhang/kernel';
import { HttpProblem } from '@taizhang/platform/http';
import { Inject, Injectable } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';

/** 32 secret bytes. */
export const RATING_KEY = Symbol('RatingKey');

/** Long enough to come home from a journey; short enough that a lost telephone does not matter. */
export const ratingLinkDays = 30;

/** `<case id>.<end in seconds since 1970, base 36>.<HMAC-SHA256, its first 128 bits>` */
const shape = /^([a-z0-9-]{1,60})\.([0-9a-z]{1,9})\.([\w-]{22})$/;

@Injectable()
export class RatingLinks {
  constructor(
    @Inject(RATING_KEY) private readonly key: Uint8Array,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The same token for the same case and end. */
  sign(caseId: CaseId, expiresAt: Instant): string {
    const told = `${caseId}.${Math.floor(Date.parse(expiresAt) / 1000).toString(36)}`;
    return `${told}.${this.signatureOf(told).toString('base64url')}`;
  }

  /** @throws HttpProblem `rating-link-invalid` or `rating-link-expired` */
  read(token: string): CaseId {
    const [, id = '', end = '', signature = ''] = shape.exec(token) ?? [];
    const given = Buffer.from(signature, 'base64url');
    const right = this.signatureOf(`${id}.${end}`);
    const genuine = given.length === right.length && timingSafeEqual(given, right);
    const caseId = caseIdSchema.safeParse(id);
    if (!genuine || !caseId.success) throw new HttpProblem('rating-link-invalid');
    const expired = parseInt(end, 36) * 1000 < Date.parse(this.clock.now());
    if (expired) throw new HttpProblem('rating-link-expired');
    return caseId.data;
  }

  private signatureOf(text: string): Buffer {
    return createHmac('sha256', this.key).update(text).digest().subarray(0, 16);
  }
}
