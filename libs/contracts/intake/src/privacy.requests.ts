/** What a privacy officer may ask over HTTP. */
import { toldDateSchema } from '@taizhang/kernel';
import { z } from 'zod';
import {
  erasureGroundSchema,
  fileReferenceSchema,
  requesterSchema,
  restrictionGroundSchema,
} from './privacy.terms';

export const restrictProcessingRequest = z.strictObject({
  ground: restrictionGroundSchema,
  keepUntil: toldDateSchema.nullable().default(null),
  reference: fileReferenceSchema,
});

export const liftRestrictionRequest = z.strictObject({ reference: fileReferenceSchema });

export const erasePersonRequest = z.strictObject({
  ground: erasureGroundSchema,
  requestedBy: requesterSchema,
  reference: fileReferenceSchema,
});
