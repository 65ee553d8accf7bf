/**
 * Whether docker/compose.yaml still describes what there is to run. No engine is needed: what is
 * looked at is what goes wrong when somebody adds a service or a variable.
 */
import { services } from '@taizhang/apps/platform';
import { configurationReference, readConfig } from '@taizhang/platform/config';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

type Container = Readonly<{
  image: string;
  command?: readonly string[];
  environment?: Readonly<Record<string, string>>;
  ports?: readonly string[];
  volumes?: readonly string[];
}>;

const folder = join(__dirname, '../../docker');
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
const text = textOf('compose.yaml');
const { services: containers } = parse(text, { merge: true }) as {
  services: Readonly<Record<string, Container>>;
};
const ours = Object.entries(containers).filter(([, { image }]) => image.startsWith('taizhang:'));
const names = services.map(({ name }) => name);

/** As Compose puts values in: `${NAME:-default}`, `${NAME:?what to do}`. */
const filledIn = (value: string, env: Readonly<Record<string, string>>) =>
  value.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind, rest = '') => {
    if (env[name]) return env[name];
    if (kind === '?') throw new Error(`${name} is not set: ${rest}`);
    return rest as string;
  });

const environmentOf = (container: Container, env: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(container.environment ?? {}).map(([name, value]) => [
      name,
      filledIn(value, env),
    ]),
  );

/** What a script beside the compose file answers; Jest cannot load such a file itself. */
function told<Answer>(file: string, expression: string): Answer {
  const from = JSON.stringify(join(folder, file));
  const script = `import(${from}).then((it) => console.log(JSON.stringify(it.${expression})))`;
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })) as Answer;
}

function madeEnvironment(copies: number): Record<string, string> {
  const lines = told<string[]>('make-env.mjs', `environmentLines(${copies})`);
  const pairs = lines.map((line) => line.split(/=(.*)/s) as [string, string]);
  return Object.fromEntries(pairs.map(([name, value]) => [name, value.replace(/^'|'$/g, '')]));
}

describe('The compose file', () => {
  it('runs every service there is, by the program that the build makes of it', () => {
    for (const name of [...names, 'gateway']) {
      expect(containers[name]?.command).toEqual(['node', `dist/apps/${name}/main.mjs`]);
      expect(existsSync(join(folder, `../apps/${name}/src/main.ts`))).toBe(true);
    }
  });

  it('sets nothing that the configuration does not know', () => {
    const known = new Set<string>(configurationReference().map(({ name }) => name));
    const set = ours.flatMap(([, { environment = {} }]) => Object.keys(environment));
    expect(set.filter((name) => !known.has(name))).toEqual([]);
  });

  it('hands on every setting but those that it decides itself', () => {
    const decided = ['PORT', 'HOST', 'DATA_DIR', 'DATABASE_URL', 'EXCHANGE', 'DEMO'];
    const settings = configurationReference().map(({ name }) => name);
    const { views, gateway } = containers;
    const handedOn = JSON.stringify([views!.environment, gateway!.environment]);
    const left = settings.filter((name) => !handedOn.includes(`\${${name}:`));
    expect(left).toEqual(expect.arrayContaining(['DEMO']));
    expect(left.filter((name) => ![...decided, 'PORTAL_DIR'].includes(name))).toEqual([]);
  });

  it.each([1, 3])('starts with what make-env.mjs writes for %i copies', (copies) => {
    const env = madeEnvironment(copies);
    for (const [, container] of ours) readConfig(environmentOf(container, env));
    const { upstreams = {} } = readConfig(environmentOf(containers['gateway']!, env));
    expect(Object.keys(upstreams).sort()).toEqual([...names].sort());
    expect(Object.values(upstreams).every((urls) => urls.length === copies)).toBe(true);
  });

  it('finds the log where the configuration puts it', () => {
    const env = { ...madeEnvironment(1), EVENT_LOG: 'eventstoredb' };
    expect(readConfig(environmentOf(containers['intake']!, env))).toMatchObject({
      eventLog: 'eventstoredb',
      eventStoreUrl: 'esdb://eventstoredb:2113?tls=false',
      exchange: 'kafka',
    });
  });

  it('knows no secret, and starts with none missing', () => {
    const secrets = /PASSWORD|JWT_KEY|SEAL_KEY|MASTER_KEY|DATABASE_URL/;
    for (const [name, { environment = {} }] of Object.entries(containers)) {
      for (const [variable, value] of Object.entries(environment)) {
        if (!secrets.test(variable)) continue;
        expect([name, variable, value]).toEqual([
          name,
          variable,
          expect.stringMatching(/\$\{\w+:\?/),
        ]);
        expect(() => filledIn(value, {})).toThrow('is not set');
      }
    }
    expect(textOf('.env.example')).not.toMatch(
      /^(\w*PASSWORD|JWT_KEY|SEAL_KEY|VAULT_MASTER_KEY)=./m,
    );
  });

  it('gives what seals one key and a place that lasts for heads, and the key to nobody else', () => {
    const env = madeEnvironment(2);
    const sealing = ['prepare', ...services.filter(({ seals }) => seals).map(({ name }) => name)];
    for (const [name, container] of ours) {
      const { sealKey, dataDir } = readConfig(environmentOf(container, env));
      const volumes = container.volumes ?? [];
      const found = [name, sealKey !== undefined, volumes.includes(`seals:${dataDir}`)];
      const seals = sealing.includes(name);
      expect(found).toEqual([name, seals, seals]);
    }
    expect(env['SEAL_KEY']).not.toBe(env['JWT_KEY']);
  });

  it('gives the gateway no secret, as it needs none', () => {
    const { environment = {} } = containers['gateway']!;
    expect(Object.keys(environment)).not.toEqual(expect.arrayContaining(['DATABASE_URL']));
    expect(JSON.stringify(environment)).not.toContain(':?');
  });

  it('opens nothing beyond this machine', () => {
    const ports = Object.entries(containers).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => [name, port]),
    );
    expect(ports).toEqual([['gateway', expect.stringMatching(/^127\.0\.0\.1:/)]]);
  });

  it('names a version of every image', () => {
    const images = [
      ...Object.values(containers).map(({ image }) => image),
      ...[...textOf('Dockerfile').matchAll(/^FROM (\S+)/gm)].map(([, image]) => image!),
    ];
    expect(images.filter((image) => !/:\d+\.\d+(\.\d+)?(-[a-z0-9-]+)?$/.test(image))).toEqual([]);
  });
});

describe('The image', () => {
  it('holds every program that a container is told to run', () => {
    const programs = told<string[]>('collect.mjs', 'programs');
    expect(programs).toEqual(expect.arrayContaining([...names, 'gateway', 'cli']));
  });

  it('does not run as root', () => {
    const stages = textOf('Dockerfile').split(/^FROM /m);
    expect(stages.at(-1)).toMatch(/^USER node$/m);
  });
});
