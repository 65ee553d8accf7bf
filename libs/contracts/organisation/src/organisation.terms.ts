/** The words of the organisation: units, roles, and what a role is called. */
import { idSchema } from '@taizhang/kernel';
import { z } from 'zod';

export type UnitId = string & { readonly __brand: 'UnitId' };
export const unitIdSchema = idSchema<UnitId>('unit');

export const unitKinds = ['company', 'hall', 'hotline', 'team'] as const;
export const unitKindSchema = z.enum(unitKinds);
export type UnitKind = (typeof unitKinds)[number];

/** What a person may do follows from these; see the permission table in platform/auth. */
export const roles = [
  'agent',
  'handler',
  'supervisor',
  'auditor',
  'operator',
  'administrator',
] as const;
export const roleSchema = z.enum(roles);
export type Role = (typeof roles)[number];

export const roleTitles: Record<Role, { zh: string; en: string }> = {
  agent: { zh: '受理员', en: 'Service agent' },
  handler: { zh: '投诉处理员', en: 'Complaint handler' },
  supervisor: { zh: '主管', en: 'Supervisor' },
  auditor: { zh: '审计员', en: 'Auditor' },
  operator: { zh: '运维员', en: 'Operator' },
  administrator: { zh: '管理员', en: 'Administrator' },
};
