/**
 * Who may do what, for every endpoint there is. The endpoints come from the platform's own
 * document: a new one without an expectation fails here before anybody can use it.
 */
import { roles, type Role } from '@taizhang/contracts/organisation';
import { SignJWT, decodeJwt, decodeProtectedHeader, generateKeyPair } from 'jose';
import type { Person } from './api.fixtures';
import { mayPass } from './authorisation.fixtures';
import { ApiDocument, type Operation } from './document.fixtures';
import { TestPlatform, password } from './platform.fixtures';
import { Wire, codeOf, type WireAnswer } from './wire.fixtures';

/** Open to those who must change their password before anything else. */
const beforePasswordChange = ['Auth.me', 'Auth.password'];

let platform: TestPlatform;
let document: ApiDocument;
let wire: Wire;
let hall: string;
const people = {} as Record<Role, Person>;

beforeAll(async () => {
  platform = await TestPlatform.start();
  document = await ApiDocument.read(platform.url);
  wire = new Wire(platform.url);
  hall = await platform.unit('城东营业厅', 'hall');
  await Promise.all(
    roles.map(async (role) => (people[role] = await platform.hire(`the-${role}`, hall, role))),
  );
});

afterAll(async () => {
  wire?.close();
  await platform?.stop();
});

/** Sends nothing of use: whoever passes is told what is missing, and nothing happens. */
const knock = ({ method, path }: Pick<Operation, 'method' | 'path'>, authorization?: string) =>
  wire.send({
    method,
    path: path.replace(/\{\w+\}/g, 'nothing-0'),
    headers: authorization ? { authorization } : {},
  });

/** In one word per cell, so that a difference reads as a table. */
const verdictOn = (answer: WireAnswer) =>
  answer.status === 401 || answer.status === 403 ? codeOf(answer) : 'passes';

type Table = Record<string, Record<string, string>>;

/** One row an operation, one column a visitor. */
async function tableOf(visitors: Record<string, string | undefined>): Promise<Table> {
  const table: Table = {};
  for (const operation of document.operations) {
    const row: Record<string, string> = {};
    for (const [name, authorization] of Object.entries(visitors)) {
      row[name] = verdictOn(await knock(operation, authorization));
    }
    table[operation.operationId] = row;
  }
  return table;
}

const expectedTable = (
  names: readonly string[],
  verdict: (operationId: string, name: string) => string,
): Table =>
  Object.fromEntries(
    document.operations.map(({ operationId }) => [
      operationId,
      Object.fromEntries(names.map((name) => [name, verdict(operationId, name)])),
    ]),
  );

const bearer = (token: string) => `Bearer ${token}`;

describe('Every endpoint', () => {
  it('has an expectation here', () => {
    const endpoints = document.operations.map(({ operationId }) => operationId);
    expect(endpoints.sort()).toEqual(Object.keys(mayPass).sort());
  });

  it('admits exactly the roles that are meant', async () => {
    const visitors = Object.fromEntries(
      roles.map((role) => [role, bearer(people[role].token)] as const),
    );
    const verdict = (operationId: string, role: string) => {
      const allowed = mayPass[operationId]!;
      const passes = typeof allowed === 'string' || allowed.includes(role as Role);
      return passes ? 'passes' : 'not-permitted';
    };
    expect(await tableOf(visitors)).toEqual(expectedTable(roles, verdict));
  });

  it('that is not public refuses whoever is not who they say', async () => {
    const visitors = await impostors();
    const verdict = (operationId: string) =>
      mayPass[operationId] === 'anybody' ? 'passes' : 'not-signed-in';
    expect(await tableOf(visitors)).toEqual(expectedTable(Object.keys(visitors), verdict));
  });

  it('waits for whoever has a one-time password, whatever their roles', async () => {
    const { oneTimePassword } = await platform.register('newcomer', hall, ...roles);
    const signedIn = await wire.send({
      ...{ method: 'POST', path: '/api/auth/sign-in' },
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'newcomer', password: oneTimePassword }),
    });
    const { token } = JSON.parse(signedIn.text) as { token: string };
    const verdict = (operationId: string) =>
      mayPass[operationId] === 'anybody' || beforePasswordChange.includes(operationId)
        ? 'passes'
        : 'password-change-required';
    const visitors = { newcomer: bearer(token) };
    expect(await tableOf(visitors)).toEqual(expectedTable(['newcomer'], verdict));
  });

  it('is in the document: no other method of an address answers', async () => {
    const everything = await platform.hire('everything', hall, ...roles);
    const surprises: string[] = [];
    for (const path of new Set(document.operations.map((operation) => operation.path))) {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        if (isDocumented(method, path)) continue;
        const answer = await knock({ method, path }, bearer(everything.token));
        if (answer.status !== 404) surprises.push(`${method} ${path} ${answer.status}`);
      }
    }
    expect(surprises).toEqual([]);
  });

  it('is not opened by another spelling of its address, nor by HEAD', async () => {
    const opened: string[] = [];
    for (const operation of document.operations) {
      if (mayPass[operation.operationId] === 'anybody') continue;
      const { method, path } = operation;
      const spellings = [
        path.toUpperCase(),
        `${path}/`,
        path.replace('/api', '//api'),
        path.replace('/api', '/%61pi'),
        path.replace('/api/', '/api/./'),
        path.replace('/api/', '/health/live/../../api/'),
        `${path};a=b`,
        `${path}%2f`,
        `${path}?authorization=Bearer`,
      ];
      const tries = spellings.map((spelling) => ({ method, path: spelling }));
      if (method === 'GET') tries.push({ method: 'HEAD', path });
      for (const attempt of tries) {
        const { status } = await knock(attempt);
        if (![400, 401, 404].includes(status)) opened.push(`${attempt.path} ${status}`);
      }
    }
    expect(opened).toEqual([]);
  });
});

/** Also as the address of one thing among many: "search" may be read as an id. */
const isDocumented = (method: string, path: string) =>
  document.operations.some(
    (operation) =>
      operation.method === method &&
      new RegExp(`^${operation.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );

/** Authorization headers of people who are not, or no longer, who they say. */
async function impostors(): Promise<Record<string, string | undefined>> {
  const { token } = people.supervisor;
  const [header, claims, signature] = token.split('.');
  const { privateKey } = await generateKeyPair('EdDSA');
  const forged = await new SignJWT(decodeJwt(token))
    .setProtectedHeader({ ...decodeProtectedHeader(token), alg: 'EdDSA' })
    .sign(privateKey);
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const promoted = encoded({ ...decodeJwt(token), sub: decodeJwt(people.administrator.token).sub });
  return {
    nobody: undefined,
    'another scheme': `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`,
    garbage: bearer('x'.repeat(60)),
    'two tokens': `${bearer(token)} ${token}`,
    'another key': bearer(forged),
    'altered claims': bearer(`${header}.${promoted}.${signature}`),
    unsigned: bearer(`${encoded({ alg: 'none', typ: 'JWT' })}.${claims}.`),
    'signed with the public key': bearer(`${encoded({ alg: 'HS256' })}.${claims}.${signature}`),
    'an expired token': bearer(await expiredToken()),
    'a changed password': bearer(await tokenOfBeforePasswordChange()),
    'who left': bearer(await tokenOfWhoLeft()),
  };
}

async function expiredToken(): Promise<string> {
  const now = Date.now();
  platform.clock.set(new Date(now - 9 * 3600 * 1000).toISOString());
  const { token } = await platform.signIn('the-supervisor');
  platform.clock.set(new Date(Date.now()).toISOString());
  return token;
}

async function tokenOfBeforePasswordChange(): Promise<string> {
  const person = await platform.hire('careful', hall, ...roles);
  await person.post('auth/password', { current: password, next: `${password}-2` });
  return person.token;
}

async function tokenOfWhoLeft(): Promise<string> {
  const person = await platform.hire('gone', hall, ...roles);
  const { staffId } = (await person.get<{ staffId: string }>('auth/me')).body;
  await platform.admin.does(`staff/${staffId}/departure`, {}, { ifMatch: 0 });
  return person.token;
}
