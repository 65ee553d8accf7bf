/** The environment as a service may rely on it, or what is wrong with it. */
import { variables, type Values, type VariableName } from './configuration';
import type { Bilingual, Variable } from './variable';

export type Environment = Readonly<Record<string, string | undefined>>;

export type Config = Readonly<{
  port: number;
  host: string;
  /** As Fastify takes it: nobody, everybody, or addresses with commas between them. */
  trustProxy: boolean | string;
  logLevel: Values['LOG_LEVEL'];
  demo: boolean;
  dataDir: string;
  databaseUrl?: string;
  /** For how long it is kept who looked at what. */
  accessRetentionDays: number;
  eventLog: Values['EVENT_LOG'];
  /** Where the log is when it is on EventStoreDB. */
  eventStoreUrl?: string;
  exchange: Values['EXCHANGE'];
  /** Addresses of the copies of each service, for a gateway. */
  upstreams?: Readonly<Record<string, readonly string[]>>;
  /** The built portal, for a gateway. */
  portalDir?: string;
  /** Holidays of years that the package of them does not know. */
  calendarFile?: string;
  /** The cluster, where events travel over Kafka. */
  kafka?: Readonly<{
    brokers: readonly string[];
    prefix?: string;
    topics: Readonly<{ partitions: number; retentionMs: number }>;
    /** So long are facts of the inbound topic remembered, against handling them twice. */
    inboundMemoryDays: number;
    inboundParkedDays: number;
  }>;
  /** JWK text. */
  jwtKey?: string;
  /** 32 bytes in base64. */
  vaultMasterKey?: string;
  /** JWK text. */
  sealKey?: string;
  sealIntervalSeconds: number;
  oidc?: Readonly<{
    issuer: string;
    audience: string;
    clientId: string;
    claims: Readonly<Partial<Record<'staffId' | 'roles' | 'unitId' | 'name', string>>>;
  }>;
}>;

/** Nothing starts with a wrong value; each is named with what to do about it. */
export class ConfigurationError extends Error {
  constructor(
    readonly sentences: readonly Bilingual[],
    language: keyof Bilingual,
  ) {
    super(sentences.map((sentence) => sentence[language]).join('\n'));
  }
}

/**
 * Reads the configuration.
 * @throws ConfigurationError with a sentence for each variable that is wrong, in the language of
 * the environment
 */
export function readConfig(env: Environment): Config {
  const wrong: Bilingual[] = [];
  const read = Object.entries<Variable>(variables).map(([name, variable]) => {
    const given = env[name]?.trim() || undefined;
    const parsed = variable.schema.safeParse(given);
    if (!parsed.success) wrong.push(sentenceFor(name, variable, given));
    return [name, parsed.data] as const;
  });
  const values = Object.fromEntries(read) as Values;
  if (wrong.length === 0) wrong.push(...contradictionsIn(values));
  if (wrong.length > 0) throw new ConfigurationError(wrong, languageIn(env));
  return configOf(values);
}

function sentenceFor(name: string, { expects, secret }: Variable, given = ''): Bilingual {
  const shown = given.length > 60 ? `${given.slice(0, 60)}…` : given;
  const zh = secret ? '的值' : `的值“${shown}”`;
  const en = secret ? 'is set, but' : `is "${shown}", but`;
  return {
    zh: `环境变量 ${name} ${zh}无效，应为：${expects.zh}。请更正，或取消设置。`,
    en: `The environment variable ${name} ${en} must be ${expects.en}. Correct it or unset it.`,
  };
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** What is right by itself and wrong together. */
function contradictionsIn(values: Values): Bilingual[] {
  const wrong: Bilingual[] = [];
  const needs = (name: VariableName, other: VariableName) =>
    wrong.push({
      zh: `已设置 ${name}，但未设置 ${other}。请同时设置，或同时取消。`,
      en: `${name} is set but ${other} is not. Set both or neither.`,
    });
  if (values.OIDC_ISSUER && !values.OIDC_AUDIENCE) needs('OIDC_ISSUER', 'OIDC_AUDIENCE');
  if (values.OIDC_AUDIENCE && !values.OIDC_ISSUER) needs('OIDC_AUDIENCE', 'OIDC_ISSUER');
  if (values.EXCHANGE === 'kafka' && !values.KAFKA_BROKERS) {
    wrong.push({
      zh: '已设置 EXCHANGE=kafka，但未设置 KAFKA_BROKERS。请填写 Kafka 节点地址，或取消 EXCHANGE。',
      en: 'EXCHANGE is kafka but KAFKA_BROKERS is not set. Name some brokers or unset EXCHANGE.',
    });
  }
  if (values.EVENT_LOG === 'eventstoredb' && !values.EVENTSTORE_URL) {
    wrong.push({
      zh: 'EVENT_LOG=eventstoredb 时须设 EVENTSTORE_URL。请设置，或取消 EVENT_LOG。',
      en: 'EVENT_LOG=eventstoredb needs EVENTSTORE_URL. Set it, or unset EVENT_LOG.',
    });
  }
  if (values.DEMO === 'true' && !loopback.test(values.HOST)) {
    wrong.push({
      zh: 'DEMO=true 时演示密码人人可见，HOST 只能为本机地址。请设 HOST=127.0.0.1，或取消 DEMO。',
      en: 'With DEMO=true everybody can see the password, so HOST must be a loopback address. Set HOST=127.0.0.1 or unset DEMO.',
    });
  }
  return wrong;
}

function configOf(values: Values): Config {
  const { DATABASE_URL, JWT_KEY, VAULT_MASTER_KEY, TRUST_PROXY } = values;
  const { UPSTREAMS: upstreams, PORTAL_DIR: portalDir, CALENDAR_FILE: calendarFile } = values;
  const oidc = oidcOf(values);
  const kafka = kafkaOf(values);
  return {
    port: values.PORT,
    host: values.HOST,
    trustProxy: TRUST_PROXY === 'true' || (TRUST_PROXY !== 'false' && TRUST_PROXY),
    logLevel: values.LOG_LEVEL,
    demo: values.DEMO === 'true',
    dataDir: values.DATA_DIR,
    accessRetentionDays: values.ACCESS_RETENTION_DAYS,
    eventLog: values.EVENT_LOG,
    ...(values.EVENTSTORE_URL && { eventStoreUrl: values.EVENTSTORE_URL }),
    exchange: values.EXCHANGE,
    ...(values.SEAL_KEY && { sealKey: values.SEAL_KEY }),
    sealIntervalSeconds: values.SEAL_INTERVAL_SECONDS,
    ...(upstreams && { upstreams }),
    ...(portalDir && { portalDir }),
    ...(calendarFile && { calendarFile }),
    ...(DATABASE_URL && { databaseUrl: DATABASE_URL }),
    ...(JWT_KEY && { jwtKey: JWT_KEY }),
    ...(VAULT_MASTER_KEY && { vaultMasterKey: VAULT_MASTER_KEY }),
    ...(oidc && { oidc }),
    ...(kafka && { kafka }),
  };
}

function kafkaOf(values: Values): Config['kafka'] {
  const { EXCHANGE, KAFKA_BROKERS: brokers, KAFKA_PREFIX: prefix } = values;
  if (EXCHANGE !== 'kafka' || !brokers) return undefined;
  const retentionMs = values.KAFKA_RETENTION_HOURS * 3_600_000;
  const topics = { partitions: values.KAFKA_PARTITIONS, retentionMs };
  const inboundMemoryDays = values.INBOUND_MEMORY_DAYS;
  const inboundParkedDays = values.INBOUND_PARKED_DAYS;
  return { brokers, topics, inboundMemoryDays, inboundParkedDays, ...(prefix && { prefix }) };
}

function oidcOf(values: Values): Config['oidc'] {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_CLIENT_ID } = values;
  if (!issuer || !audience) return undefined;
  const claims = {
    staffId: values.OIDC_STAFF_ID_CLAIM,
    roles: values.OIDC_ROLES_CLAIM,
    unitId: values.OIDC_UNIT_CLAIM,
    name: values.OIDC_NAME_CLAIM,
  };
  const given = Object.entries(claims).filter(([, claim]) => claim !== undefined);
  const clientId = OIDC_CLIENT_ID ?? audience;
  return { issuer, audience, clientId, claims: Object.fromEntries(given) };
}

/** In which a program speaks to whoever starts it; chosen as other programs do (POSIX). */
export function languageIn(env: Environment): keyof Bilingual {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
