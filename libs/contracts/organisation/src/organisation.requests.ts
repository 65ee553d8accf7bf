/** What may be asked over HTTP. */
import { z } from 'zod';
import { roleSchema, unitIdSchema, unitKindSchema } from './organisation.terms';

export const openUnitRequest = z.strictObject({
  name: z.string().trim().min(1).max(60),
  kind: unitKindSchema,
  parentId: unitIdSchema.nullable().default(null),
});

export const registerStaffMemberRequest = z.strictObject({
  name: z.string().trim().min(1).max(60),
  username: z.string().regex(/^[a-z][a-z0-9.-]{1,31}$/, 'lower-case letters, digits, dot, dash'),
  unitId: unitIdSchema,
  roles: z.array(roleSchema).min(1),
});

export const reassignStaffMemberRequest = z.strictObject({
  unitId: unitIdSchema,
  roles: z.array(roleSchema).min(1),
});
