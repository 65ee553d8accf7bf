/** Who may do what: roles are bundles of permissions, each with how far it reaches. */
import { HttpProblem, type Bilingual, type Principal } from '@taizhang/platform/http';

/** Every permission with the sentence an administrator reads. */
export const permissionMeanings = {
  'customer.read': {
    zh: '查找客户并查看客户档案。',
    en: 'Find customers and see their archive.',
  },
  'customer.write': {
    zh: '登记客户、更正资料、关联用电户号。',
    en: 'Register customers, correct their details, connect supply points.',
  },
  'contact.read': { zh: '查看受理记录。', en: 'See contacts.' },
  'contact.write': {
    zh: '受理来电来访，当场答复或转办。',
    en: 'Take contacts, answer them at once or route them.',
  },
  'complaint.read': { zh: '查看投诉及其时限。', en: 'See complaints and their deadlines.' },
  'complaint.write': {
    zh: '办理投诉：接单、调查、认定、补救、答复、办结。',
    en: 'Handle complaints, from accepting them to closing them.',
  },
  'complaint.dispatch': { zh: '向单位派发投诉。', en: 'Dispatch complaints to units.' },
  'fault.read': { zh: '查看故障及其时限。', en: 'See faults and their deadlines.' },
  'fault.write': {
    zh: '处理故障：分诊、到场、查因、恢复、核实、办结。',
    en: 'Handle faults, from triage to closing them.',
  },
  'fault.dispatch': { zh: '向抢修班组派单。', en: 'Dispatch faults to repair crews.' },
  'inquiry.read': { zh: '查看电费查询与账户。', en: 'See billing inquiries and accounts.' },
  'inquiry.write': {
    zh: '办理电费查询：核实、调查、校表、提出退补、答复、办结。',
    en: 'Handle billing inquiries, from verifying them to closing them.',
  },
  'inquiry.approve': {
    zh: '审批退补电费和停电；不得审批本人提出的。',
    en: 'Approve adjustments and disconnections that somebody else proposed.',
  },
  'facts.write': {
    zh: '由外部系统报送抄表、账单、缴费、停复电事实。',
    en: 'Tell what systems of others know: readings, bills, payments, cuts.',
  },
  'assessment.read': {
    zh: '查看回访、抽查和考评。',
    en: 'See callbacks, spot checks and scorecards.',
  },
  'assessment.write': {
    zh: '回访客户、抽查服务、编制考评。',
    en: 'Call customers back, check service at random, draw up scorecards.',
  },
  'assessment.review': {
    zh: '发布考评并复核异议。',
    en: 'Publish scorecards and review objections.',
  },
  'scorecard.read': { zh: '查看考评表。', en: 'See scorecards.' },
  'scorecard.object': {
    zh: '对本人的考评提出异议。',
    en: 'Object to one’s own scorecard.',
  },
  'rating.invite': {
    zh: '为客户生成评价链接。',
    en: 'Make a link by which a customer rates a case.',
  },
  'performance.read': { zh: '查看绩效数据。', en: 'See performance figures.' },
  'history.replay': {
    zh: '回放可见案件、客户档案和考评表在任一时刻的状态、差异及经过。',
    en: 'See what one may see as it was at any instant, what changed since, and through whom.',
  },
  'access.read': {
    zh: '查看谁在何时看过哪些案件和客户档案。',
    en: 'See who looked at which cases and archives, and when.',
  },
  'operations.read': {
    zh: '查看各视图的位置与进度。',
    en: 'See where the read models stand.',
  },
  'operations.write': { zh: '重建视图。', en: 'Rebuild read models.' },
  'seal.read': {
    zh: '查看账本封印的状态。',
    en: 'See how far the ledger is sealed.',
  },
  'evidence.read': {
    zh: '导出可离线核验的案卷。',
    en: 'Export case files that can be verified elsewhere.',
  },
  'staff.write': {
    zh: '设立单位、登记和调整员工。',
    en: 'Open units, register and reassign members of staff.',
  },
  'privacy.read': {
    zh: '查看个人信息处理状态与抹除凭证，包括被限制处理的个人信息。',
    en: 'See what may be done with personal data, receipts of erasures, and what is restricted.',
  },
  'privacy.write': {
    zh: '限制处理、解除限制和抹除个人信息。',
    en: 'Restrict the processing of personal data, lift that, and erase it.',
  },
} satisfies Record<string, Bilingual>;

export type Permission = keyof typeof permissionMeanings;
export const permissions = Object.keys(permissionMeanings) as readonly Permission[];

/** Only what is about oneself, what the own unit must act on, or everything. */
export type Reach = 'self' | 'own-unit' | 'every-unit';

const everywhere = <P extends Permission>(...list: readonly P[]) =>
  Object.fromEntries(list.map((permission) => [permission, 'every-unit'])) as Record<P, Reach>;

/** What everybody has who is assessed: their own scorecards, and a word about them. */
const assessed = { 'scorecard.read': 'self', 'scorecard.object': 'self' } as const;

const agent = {
  ...assessed,
  ...everywhere('rating.invite'),
  ...everywhere('customer.read', 'customer.write', 'contact.read', 'contact.write'),
  ...everywhere('complaint.read', 'fault.read', 'inquiry.read'),
  'performance.read': 'self',
} as const;

/** Names of roles are those of the organisation's contract. */
export const rolePermissions = {
  /** Counter and hotline: any customer may come to any hall. */
  agent,
  /** Acts on the complaints of the own unit. */
  handler: { ...agent, ...everywhere('history.replay'), 'complaint.write': 'own-unit' },
  /** In the field: the faults of the own crew, on a telephone. */
  crew: {
    ...assessed,
    ...everywhere('fault.read', 'rating.invite'),
    'fault.write': 'own-unit',
    'performance.read': 'self',
  },
  billing: { ...agent, ...everywhere('history.replay'), 'inquiry.write': 'own-unit' },
  /** Asks, checks and scores; does not handle what it assesses. */
  assessor: {
    ...everywhere('customer.read', 'contact.read', 'complaint.read', 'history.replay'),
    ...everywhere('fault.read', 'inquiry.read', 'performance.read'),
    ...everywhere('assessment.read', 'assessment.write', 'scorecard.read', 'rating.invite'),
  },
  /** Answers for every unit and decides who handles what. */
  supervisor: {
    ...agent,
    ...everywhere('complaint.write', 'complaint.dispatch', 'performance.read'),
    ...everywhere('history.replay', 'access.read'),
    ...everywhere('fault.write', 'fault.dispatch', 'inquiry.write', 'inquiry.approve'),
    ...everywhere('assessment.read', 'assessment.write', 'assessment.review', 'scorecard.read'),
    ...everywhere('seal.read', 'evidence.read'),
  },
  /** Sees everything and changes nothing. */
  auditor: {
    ...everywhere(
      'customer.read',
      'contact.read',
      'complaint.read',
      'history.replay',
      'access.read',
    ),
    ...everywhere('fault.read', 'inquiry.read', 'assessment.read', 'scorecard.read'),
    ...everywhere('performance.read', 'operations.read', 'privacy.read'),
    ...everywhere('seal.read', 'evidence.read'),
  },
  /** Answers for personal data (PIPL 52): finds people and their cases, handles none. */
  'privacy-officer': everywhere(
    ...(['customer.read', 'contact.read', 'complaint.read', 'fault.read'] as const),
    ...(['inquiry.read', 'privacy.read', 'privacy.write'] as const),
  ),
  /** Keeps the machinery running; no customer concerns them. */
  operator: everywhere('operations.read', 'operations.write', 'seal.read'),
  /** A system of others, never a person: it tells facts and sees nothing. */
  integration: everywhere('facts.write'),
  administrator: everywhere('staff.write', 'operations.read', 'operations.write', 'seal.read'),
} satisfies Record<string, Partial<Record<Permission, Reach>>>;

export type RoleName = keyof typeof rolePermissions;

const reaches = (role: string): Partial<Record<Permission, Reach>> =>
  Object.hasOwn(rolePermissions, role) ? rolePermissions[role as RoleName] : {};

/** What any of the roles permits; a name that is no role permits nothing. */
export const permissionsOf = (roles: readonly string[]): readonly Permission[] =>
  permissions.filter((permission) => roles.some((role) => reaches(role)[permission]));

/** The furthest any role of the person reaches; null without the permission. */
export function reachOf({ roles }: Principal, permission: Permission): Reach | null {
  const given = roles.map((role) => reaches(role)[permission]);
  const widestFirst = ['every-unit', 'own-unit', 'self'] as const;
  return widestFirst.find((reach) => given.includes(reach)) ?? null;
}

/**
 * The own-unit rule: whoever is not above units acts on what their unit must act on.
 * @param unitId the unit that must act; null while none does
 * @throws HttpProblem `other-unit` or `not-permitted`
 */
export function assertUnit(
  principal: Principal,
  permission: Permission,
  unitId: string | null,
): void {
  const reach = reachOf(principal, permission);
  if (reach === 'every-unit') return;
  if (reach !== 'own-unit') throw new HttpProblem('not-permitted', { extra: { permission } });
  if (unitId === null || unitId !== principal.unitId) throw new HttpProblem('other-unit');
}
