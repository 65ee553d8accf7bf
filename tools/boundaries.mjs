// Who may import whom. Every project carries two tags: `layer:` says what kind of room it is,
// `scope:` whose room it is; an import must satisfy both. docs/explanation tells the reasons;
// tools/canary.mjs proves that the rule is awake.

const frameworks = ['@nestjs/*', 'rxjs', 'rxjs/*', 'typeorm', 'kafkajs', '@eventstore/*'];
const transports = ['typeorm', 'kafkajs', '@eventstore/*'];
const serverPackages = [...frameworks, 'pg', 'pg-copy-streams', 'fastify', '@fastify/*'];

/** @param {string} name @param {string[]} reaches @param {string[]} [banned] */
const layer = (name, reaches, banned = []) => ({
  sourceTag: `layer:${name}`,
  onlyDependOnLibsWithTags: reaches.map((other) => `layer:${other}`),
  bannedExternalImports: banned,
});

/** @param {string} name @param {string[]} reaches */
const scope = (name, reaches) => ({
  sourceTag: `scope:${name}`,
  onlyDependOnLibsWithTags: reaches.map((other) => `scope:${other}`),
});

const contexts = [
  'organisation',
  'intake',
  'complaints',
  'billing-inquiries',
  'assessment',
  'views',
  'portal',
  'legacy',
];

export const boundaries = [
  layer('kernel', ['kernel'], frameworks),
  layer('contract', ['kernel', 'contract'], frameworks),
  layer('domain', ['kernel', 'contract', 'domain'], frameworks),
  layer('application', ['kernel', 'contract', 'domain'], transports),
  layer('view', ['kernel', 'contract', 'domain', 'view'], ['kafkajs', '@eventstore/*']),
  layer('platform', ['kernel', 'contract', 'platform']),
  layer('ui', ['ui', 'contract', 'kernel'], serverPackages),
  layer('app', ['*']),

  scope('shared', ['shared']),
  scope('published', ['published', 'shared']),
  // An app puts its context on the ledger; what is inside a context cannot (see the layers).
  ...contexts.map((context) => scope(context, [context, 'ledger', 'published', 'shared'])),
  // The intake service also serves units and staff (docs/decisions/0010).
  scope('ledger', ['ledger', 'published', 'shared']),
  scope('intake-service', ['intake', 'organisation', 'ledger', 'published', 'shared']),
  // Only the app that puts everything into one process meets every context.
  scope('platform', ['*']),
];

/** The services that apps/platform composes and tools look at: the only apps that are imported. */
export const services = [
  'intake',
  'complaints',
  'billing-inquiries',
  'assessment',
  'views',
  'platform',
];
