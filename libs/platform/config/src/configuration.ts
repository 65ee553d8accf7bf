/** Everything that can be set from outside, once: the schema, its words and its reference. */
import { z } from 'zod';
import { auditing } from './auditing.variables';
import { calendar } from './calendar.variables';
import { sealing } from './sealing.variables';
import { variable, wholeNumber, words, type Bilingual, type Variable } from './variable';

const text = z.string().trim().min(1).max(4000);
const anyText = words('一段文字', 'some text');
const claimName = words('声明名，可用点号进入下层', 'the name of a claim; dots lead inside');
const claim = text.max(100).optional();
const flag = z.enum(['true', 'false']).default('false');

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const databaseUrl = /^postgres(ql)?:\/\/\S+$/;

const serving = {
  PORT: variable({
    schema: z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .pipe(z.int().max(65_535))
      .default(8080),
    meaning: words('监听端口；0 表示任选空闲端口', 'Port to listen on; 0 takes any free one'),
    expects: words('0 至 65535 的整数', 'a whole number from 0 to 65535'),
  }),
  HOST: variable({
    schema: text.max(255).default('127.0.0.1'),
    meaning: words(
      '监听地址；默认仅本机可访问',
      'Address to listen on; only this machine can reach the default',
    ),
    expects: words('主机名或 IP 地址', 'a host name or an IP address'),
  }),
  TRUST_PROXY: variable({
    schema: text.default('false'),
    meaning: words(
      '信任哪些反向代理的 X-Forwarded-For',
      'Reverse proxies whose X-Forwarded-For is believed',
    ),
    expects: words(
      'true、false 或以逗号分隔的 IP 地址与网段',
      'true, false, or IP addresses and networks with commas between them',
    ),
  }),
  LOG_LEVEL: variable({
    schema: z.enum(logLevels).default('warn'),
    meaning: words(
      '日志级别；debug 起逐条记录请求',
      'Log level; requests are logged from debug on',
    ),
    expects: words(`${logLevels.join('、')} 之一`, `one of ${logLevels.join(', ')}`),
  }),
  DEMO: variable({
    schema: flag,
    meaning: words(
      '以演示数据和演示账号启动；仅可监听本机',
      'Start with demo data and demo accounts; only on loopback',
    ),
    expects: words('true 或 false', 'true or false'),
  }),
};

/** `intake=http://127.0.0.1:4001,http://127.0.0.1:4002 views=http://127.0.0.1:4003` */
const upstreams = z
  .string()
  .regex(/^[a-z-]+=https?:\/\/[^\s,]+(,https?:\/\/[^\s,]+)*(\s+[a-z-]+=https?:\/\/[^\s]+)*$/)
  .transform((text) =>
    Object.fromEntries(
      text.split(/\s+/).map((one) => {
        const [name, urls] = one.split(/=(.*)/s) as [string, string];
        return [name, urls.split(',').map((url) => url.replace(/\/$/, ''))] as const;
      }),
    ),
  );

const passingOn = {
  UPSTREAMS: variable({
    schema: upstreams.optional(),
    meaning: words(
      '网关：各服务所在地址，同一服务可有多份',
      'Gateway: where the services are; a service may have several copies',
    ),
    expects: words(
      '服务=地址,地址 服务=地址 形式的列表',
      'a list such as intake=http://intake:8080 views=http://views-1:8080,http://views-2:8080',
    ),
  }),
  PORTAL_DIR: variable({
    schema: text.optional(),
    meaning: words('网关：构建好的门户所在文件夹', 'Gateway: the folder of the built portal'),
    expects: words('文件夹路径', 'the path of a folder'),
  }),
};

/** `kafka-1:9092,kafka-2:9092` */
const brokers = z
  .string()
  .regex(/^[^\s,:]+:\d{1,5}(\s*,\s*[^\s,:]+:\d{1,5})*$/)
  .transform((text) => text.split(/\s*,\s*/))
  .refine((places) => places.every((place) => Number(/\d+$/.exec(place)) <= 65_535));

const storing = {
  DATA_DIR: variable({
    schema: text.default('.data'),
    meaning: words('内嵌数据库与密钥所在文件夹', 'Folder of the embedded database and of keys'),
    expects: words('文件夹路径', 'the path of a folder'),
  }),
  DATABASE_URL: variable({
    schema: z.string().regex(databaseUrl).optional(),
    meaning: words(
      '使用已有的 PostgreSQL；不设则启动内嵌数据库',
      'An existing PostgreSQL; without it the embedded one is started',
    ),
    expects: words(
      'postgres://用户:密码@主机:端口/数据库 形式的地址',
      'an address such as postgres://user:password@host:5432/database',
    ),
    secret: true,
  }),
  EVENT_LOG: variable({
    schema: z.enum(['postgres', 'eventstoredb']).default('postgres'),
    meaning: words('事件日志的存放处', 'Where the event log is kept'),
    expects: words('postgres 或 eventstoredb', 'postgres or eventstoredb'),
  }),
  EVENTSTORE_URL: variable({
    schema: z
      .string()
      .regex(/^(esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\/\S+$/)
      .optional(),
    meaning: words(
      'EVENT_LOG=eventstoredb 时的 EventStoreDB 或 KurrentDB，含用户名与密码',
      'The EventStoreDB or KurrentDB of EVENT_LOG=eventstoredb, with its credentials',
    ),
    expects: words(
      'esdb://用户:密码@主机:2113 或 esdb+discover:// 形式的地址',
      'an address such as esdb://user:password@host:2113, or esdb+discover://',
    ),
    secret: true,
  }),
  EXCHANGE: variable({
    schema: z.enum(['local', 'kafka']).default('local'),
    meaning: words(
      '各服务之间如何传递事件：local 经由事件日志，kafka 经由 Apache Kafka',
      'How events travel between the services: from the log itself (local) or over Apache Kafka',
    ),
    expects: words('local 或 kafka', 'local or kafka'),
  }),
  KAFKA_BROKERS: variable({
    schema: brokers.optional(),
    meaning: words(
      'Kafka 集群若干节点的地址；EXCHANGE=kafka 时必填',
      'Addresses of some brokers of the Kafka cluster; needed with EXCHANGE=kafka',
    ),
    expects: words('以逗号分隔的 主机:端口', 'host:port, several with commas between them'),
  }),
  KAFKA_PREFIX: variable({
    schema: z
      .string()
      .regex(/^[a-zA-Z0-9._-]{1,100}$/)
      .optional(),
    meaning: words(
      '主题与消费组名的前缀，多套系统共用集群时设置',
      'Put before the names of topics and groups, where installations share a cluster',
    ),
    expects: words('字母、数字、点、下划线或连字符', 'letters, digits, dots, underscores, hyphens'),
  }),
  KAFKA_PARTITIONS: variable({
    schema: wholeNumber(1, 1000).default(6),
    meaning: words(
      '新建主题的分区数，即同一消费者最多可并行的进程数；以后不要更改',
      'Partitions of topics that are created: how many processes can share the work of a consumer; do not change it later',
    ),
    expects: words('1 至 1000 的整数', 'a whole number from 1 to 1000'),
  }),
  KAFKA_RETENTION_HOURS: variable({
    schema: wholeNumber(1, 1_000_000).default(168),
    meaning: words(
      '新建主题的消息保留小时数；消息含个人数据，不宜过长',
      'Hours that messages are kept on topics that are created; they hold personal data, so not longer than needed',
    ),
    expects: words('1 至 1000000 的整数', 'a whole number from 1 to 1000000'),
  }),
  INBOUND_MEMORY_DAYS: variable({
    schema: wholeNumber(1, 100_000).default(90),
    meaning: words(
      '记住已处理的入站事实的天数；应长于消息保留时间',
      'Days that facts handled from the inbound topic are remembered; longer than messages are kept',
    ),
    expects: words('1 至 100000 的整数', 'a whole number from 1 to 100000'),
  }),
  INBOUND_PARKED_DAYS: variable({
    schema: wholeNumber(1, 3_650).default(30),
    meaning: words(
      '入站事实无法处理、又查不出属于谁时，加密等待处理的天数，期满作废',
      'Days that facts wait, encrypted, which nobody could handle and nobody is known for; then they are given up',
    ),
    expects: words('1 至 3650 的整数', 'a whole number from 1 to 3650'),
  }),
};

const signingIn = {
  JWT_KEY: variable({
    schema: text.optional(),
    meaning: words(
      '签发登录凭证的 Ed25519 私钥（JWK）；多进程部署须相同；不设则生成并存于 DATA_DIR/keys',
      'Ed25519 private key (JWK) that signs tokens, the same for all processes; without it one is made and kept in DATA_DIR/keys',
    ),
    expects: words('JWK 格式的 Ed25519 私钥', 'an Ed25519 private key as JWK'),
    secret: true,
  }),
  VAULT_MASTER_KEY: variable({
    schema: z
      .string()
      .regex(/^[A-Za-z0-9+/_-]{43}=?(,[A-Za-z0-9+/_-]{43}=?)?$/)
      .optional(),
    meaning: words(
      '加密各人密钥的主密钥；轮换期间为两个，逗号分隔，先旧后新；不设则生成并存于 DATA_DIR/keys',
      'Master key that encrypts the keys of persons; while it is rotated two with a comma between them, the old one first; without it one is made and kept in DATA_DIR/keys',
    ),
    expects: words('base64 编码的 32 字节，至多两个', '32 bytes in base64, once or twice'),
    secret: true,
  }),
  OIDC_ISSUER: variable({
    schema: z.url({ protocol: /^https?$/ }).optional(),
    meaning: words(
      '单点登录（OpenID Connect）的签发方；设定后取代本系统账号',
      'Issuer for single sign-on (OpenID Connect), in place of accounts of our own',
    ),
    expects: words('签发方的网址', "the issuer's URL"),
  }),
  OIDC_AUDIENCE: variable({
    schema: text.max(200).optional(),
    meaning: words('凭证的 aud 须为此值', 'What `aud` of a token must be'),
    expects: anyText,
  }),
  OIDC_CLIENT_ID: variable({
    schema: text.max(200).optional(),
    meaning: words(
      '门户在签发方登记的客户端编号；默认同 OIDC_AUDIENCE',
      "The portal's client at the issuer; OIDC_AUDIENCE unless set",
    ),
    expects: anyText,
  }),
  OIDC_STAFF_ID_CLAIM: variable({
    schema: claim,
    meaning: words('员工编号所在声明；默认 sub', 'Claim with the id of the person; sub unless set'),
    expects: claimName,
  }),
  OIDC_ROLES_CLAIM: variable({
    schema: claim,
    meaning: words('角色所在声明；默认 roles', 'Claim with the roles; roles unless set'),
    expects: claimName,
  }),
  OIDC_UNIT_CLAIM: variable({
    schema: claim,
    meaning: words('单位编号所在声明；默认 unit_id', 'Claim with the unit; unit_id unless set'),
    expects: claimName,
  }),
  OIDC_NAME_CLAIM: variable({
    schema: claim,
    meaning: words('姓名所在声明；默认 name', 'Claim with the name; name unless set'),
    expects: claimName,
  }),
};

const ledger = { ...calendar, ...auditing, ...sealing };
export const variables = { ...serving, ...passingOn, ...storing, ...ledger, ...signingIn };
export type VariableName = keyof typeof variables;

/** What the environment says, read and complete. */
export type Values = {
  readonly [Name in VariableName]: z.output<(typeof variables)[Name]['schema']>;
};

export type ReferenceRow = Readonly<{
  name: VariableName;
  meaning: Bilingual;
  expects: Bilingual;
  /** As text; null where there is none. */
  default: string | null;
  secret: boolean;
}>;

/** The configuration reference, one row a variable. */
export const configurationReference = (): readonly ReferenceRow[] =>
  Object.entries<Variable>(variables).map(([name, { schema, meaning, expects, secret }]) => {
    const unset: unknown = schema.parse(undefined);
    return {
      name: name as VariableName,
      ...{ meaning, expects },
      default: unset === undefined ? null : String(unset),
      secret: secret ?? false,
    };
  });
