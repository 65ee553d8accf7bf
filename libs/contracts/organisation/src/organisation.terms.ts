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
  'crew',
  'billing',
  'assessor',
  'supervisor',
  'auditor',
  'operator',
  'administrator',
  'integration',
  'privacy-officer',
] as const;
export const roleSchema = z.enum(roles);
export type Role = (typeof roles)[number];

export const roleTitles: Record<Role, { zh: string; en: string }> = {
  agent: { zh: '受理员', en: 'Service agent' },
  handler: { zh: '投诉处理员', en: 'Complaint handler' },
  crew: { zh: '抢修员', en: 'Repair crew' },
  billing: { zh: '电费核查员', en: 'Billing handler' },
  assessor: { zh: '考评员', en: 'Assessor' },
  supervisor: { zh: '主管', en: 'Supervisor' },
  auditor: { zh: '审计员', en: 'Auditor' },
  operator: { zh: '运维员', en: 'Operator' },
  administrator: { zh: '管理员', en: 'Administrator' },
  integration: { zh: '外部系统', en: 'Outside system' },
  'privacy-officer': { zh: '个人信息保护负责人', en: 'Privacy officer' },
};
