import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { configurationReference } from './configuration';
import { ConfigurationError, readConfig } from './read-config';

const sentencesOf = (env: Record<string, string>) => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n');
    throw error;
  }
};

describe('The configuration', () => {
  it('is complete when nothing is set, and reachable from this machine alone', () => {
    expect(readConfig({})).toEqual({
      accessRetentionDays: 1_096,
      port: 8080,
      host: '127.0.0.1',
      trustProxy: false,
      logLevel: 'warn',
      demo: false,
      dataDir: '.data',
      eventLog: 'postgres',
      exchange: 'local',
      sealIntervalSeconds: 60,
    });
  });

  it('takes an empty value for none', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toEqual(readConfig({}));
  });

  it('reads what is set', () => {
    const config = readConfig({
      PORT: '0',
      TRUST_PROXY: '10.0.0.0/8,127.0.0.1',
      DATABASE_URL: 'postgres://taizhang:pw@db:5432/taizhang',
      OIDC_ISSUER: 'https://sso.example.cn/realms/grid',
      OIDC_AUDIENCE: 'taizhang',
      OIDC_ROLES_CLAIM: 'realm_access.roles',
    });
    expect(config).toMatchObject({
      port: 0,
      trustProxy: '10.0.0.0/8,127.0.0.1',
      oidc: { clientId: 'taizhang', claims: { roles: 'realm_access.roles' } },
    });
    expect(readConfig({ TRUST_PROXY: 'true' }).trustProxy).toBe(true);
  });

  it.each(['80a', '-1', '65536', '1e3', '8080.5'])('refuses the port %s', (port) => {
    expect(sentencesOf({ PORT: port })).toEqual([
      `The environment variable PORT is "${port}", but must be a whole number from 0 to 65535. ` +
        'Correct it or unset it.',
    ]);
  });

  it('takes nothing but an Ed25519 private key to seal with, and never shows it', () => {
    const keyOf = (given: KeyObject) => JSON.stringify(given.export({ format: 'jwk' }));
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const sealKey = keyOf(privateKey);
    expect(readConfig({ SEAL_KEY: sealKey }).sealKey).toBe(sealKey);
    const other = keyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    for (const wrong of [keyOf(publicKey), other, 'secret', '{}', sealKey.slice(0, -9)]) {
      expect(sentencesOf({ SEAL_KEY: wrong })).toEqual([
        'The environment variable SEAL_KEY is set, but must be an Ed25519 private key as JWK. ' +
          'Correct it or unset it.',
      ]);
    }
  });

  it('knows the cluster when events travel over Kafka', () => {
    const env = { EXCHANGE: 'kafka', KAFKA_BROKERS: 'kafka-1:9092, kafka-2:9092' };
    const week = 7 * 24 * 3_600_000;
    expect(readConfig(env).kafka).toEqual({
      brokers: ['kafka-1:9092', 'kafka-2:9092'],
      topics: { partitions: 6, retentionMs: week },
      inboundMemoryDays: 90,
      inboundParkedDays: 30,
    });
    const more = { KAFKA_PREFIX: 'south.', KAFKA_PARTITIONS: '12', KAFKA_RETENTION_HOURS: '1' };
    expect(readConfig({ ...env, ...more }).kafka).toMatchObject({
      prefix: 'south.',
      topics: { partitions: 12, retentionMs: 3_600_000 },
    });
    expect(readConfig({ KAFKA_BROKERS: 'kafka-1:9092' }).kafka).toBeUndefined();
  });

  it('refuses Kafka without a broker', () => {
    expect(sentencesOf({ EXCHANGE: 'kafka' })).toEqual([
      'EXCHANGE is kafka but KAFKA_BROKERS is not set. Name some brokers or unset EXCHANGE.',
    ]);
    const [sentence] = sentencesOf({ EXCHANGE: 'kafka', KAFKA_BROKERS: 'kafka-1' });
    expect(sentence).toContain('KAFKA_BROKERS is "kafka-1", but must be host:port');
    const [port] = sentencesOf({ EXCHANGE: 'kafka', KAFKA_BROKERS: 'kafka-1:9092,kafka-2:90920' });
    expect(port).toContain('KAFKA_BROKERS is "kafka-1:9092,kafka-2:90920", but must be host:port');
  });

  it('names every variable that is wrong, at once', () => {
    const [first, second] = sentencesOf({ LOG_LEVEL: 'loud', EXCHANGE: 'pigeon' });
    expect(first).toContain('LOG_LEVEL is "loud", but must be one of fatal, error');
    expect(second).toContain('EXCHANGE is "pigeon", but must be local or kafka');
  });

  it('never shows a secret', () => {
    const sentences = sentencesOf({
      DATABASE_URL: 'mysql://root:hunter2@db',
      VAULT_MASTER_KEY: 'x',
    });
    expect(sentences).toHaveLength(2);
    expect(sentences.join()).not.toContain('hunter2');
  });

  it('speaks the language of the terminal', () => {
    expect(sentencesOf({ PORT: 'x', LANG: 'zh_CN.UTF-8' })).toEqual([
      '环境变量 PORT 的值“x”无效，应为：0 至 65535 的整数。请更正，或取消设置。',
    ]);
    expect(sentencesOf({ PORT: 'x', LANG: 'zh_CN.UTF-8', LC_ALL: 'C' })[0]).toContain('must be');
  });

  it('refuses what contradicts itself', () => {
    expect(sentencesOf({ OIDC_ISSUER: 'https://sso.example.cn' })).toEqual([
      'OIDC_ISSUER is set but OIDC_AUDIENCE is not. Set both or neither.',
    ]);
    expect(sentencesOf({ EVENT_LOG: 'eventstoredb' })[0]).toContain('needs EVENTSTORE_URL');
    expect(sentencesOf({ EVENT_LOG: 'eventstoredb', EVENTSTORE_URL: 'esdb://db:2113' })).toEqual(
      [],
    );
    for (const name of ['kurrentdb+discover', 'kurrent', 'kurrent+discover', 'kdb']) {
      expect(
        sentencesOf({ EVENT_LOG: 'eventstoredb', EVENTSTORE_URL: `${name}://db:2113` }),
      ).toEqual([]);
    }
    expect(sentencesOf({ DEMO: 'true', HOST: '0.0.0.0' })[0]).toContain('must be a loopback');
    expect(sentencesOf({ DEMO: 'true', HOST: '127.0.0.1' })).toEqual([]);
  });
});

describe('The reference', () => {
  it('has a row for every variable, complete in both languages', () => {
    const rows = configurationReference();
    expect(rows.map(({ name }) => name)).toContain('OIDC_UNIT_CLAIM');
    expect(rows.find(({ name }) => name === 'PORT')?.default).toBe('8080');
    expect(rows.find(({ name }) => name === 'DATABASE_URL')).toMatchObject({
      default: null,
      secret: true,
    });
    for (const { meaning, expects } of rows) {
      expect(meaning.zh).toMatch(/\p{Script=Han}/u);
      expect([meaning.en, expects.en, expects.zh].every((words) => words.length > 3)).toBe(true);
    }
  });
});
