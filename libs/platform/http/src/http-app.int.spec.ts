import { Validator } from '@seriousme/openapi-schema-validator';
import { Module } from '@nestjs/common';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttpApp } from './http-app';
import { ForgetfulController, LettersModule, slow } from './http.fixtures';
import { Served, serviceOptions } from './served.fixtures';

const served = new Served();
const portal = mkdtempSync(join(tmpdir(), 'portal-'));
let ready = true;

beforeAll(async () => {
  mkdirSync(join(portal, 'assets'));
  writeFileSync(join(portal, 'index.html'), '<title>台账</title>');
  writeFileSync(join(portal, 'assets/app-1a2b.js'), 'export {}');
  const readiness = { log: async () => true, views: async () => ready };
  await served.start({ readiness, portalFolder: portal, connectTo: ['https://sso.example.cn'] });
});
afterAll(async () => {
  await served.stop();
  rmSync(portal, { recursive: true });
});

describe('Start-up refuses', () => {
  it('a route that nobody declared', async () => {
    @Module({ imports: [LettersModule], controllers: [ForgetfulController] })
    class ForgetfulModule {}
    await expect(
      createHttpApp(ForgetfulModule, { ...serviceOptions, logLevel: 'silent' }),
    ).rejects.toThrow(
      'ForgetfulController.anything is a route without @Command, @Query, @Operation or @Public',
    );
  });

  it('a catalogue without the refusals a route names', async () => {
    await expect(
      createHttpApp(LettersModule, { ...serviceOptions, problems: [], logLevel: 'silent' }),
    ).rejects.toThrow('may refuse with "letter-unchanged", which is in no catalogue');
  });

  it('a portal that was not built', async () => {
    const portalFolder = join(portal, 'nowhere');
    await expect(
      createHttpApp(LettersModule, { ...serviceOptions, portalFolder, logLevel: 'silent' }),
    ).rejects.toThrow('There is no portal in');
  });
});

describe('The documentation', () => {
  it('is valid OpenAPI 3.1 in both languages', async () => {
    for (const [language, title] of [
      ['zh', '信函'],
      ['en', 'Letters'],
    ] as const) {
      const { body, status } = await served.ask('/api/openapi.json', {
        as: null,
        headers: { 'accept-language': language },
      });
      expect([status, body.info.title]).toEqual([200, title]);
      const { valid, errors } = await new Validator().validate(structuredClone(body));
      expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
      expect(body.openapi).toMatch(/^3\.1\./);
    }
  });

  it('says of each route what goes in, what comes out and what may go wrong', async () => {
    const { paths, components } = (await served.ask('/api/openapi.json')).body;
    const rewriting = paths['/api/letters/{id}/text'].post;
    expect(rewriting.parameters.map(({ name }: { name: string }) => name)).toEqual([
      'id',
      'Idempotency-Key',
      'If-Match',
    ]);
    expect(rewriting.requestBody.content['application/json'].schema).toEqual({
      $ref: '#/components/schemas/WriteLetter',
    });
    expect(components.schemas.WriteLetter.required).toEqual(['text']);
    expect(Object.keys(rewriting.responses).sort()).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '409',
      '412',
      '413',
      '415',
      '422',
      '428',
      '500',
      '503',
    ]);
    const created = paths['/api/letters'].post;
    expect(created.responses['409'].description).toContain('Nothing changed');
    expect(Object.keys(created.responses['201'].headers)).toContain('Location');
    expect(paths['/health/ready'].get.security).toEqual([]);
  });

  it('has a page whose parts are all local', async () => {
    const page = await served.ask('/api/docs', { as: null });
    const parts = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) {
      expect(part).toMatch(/^\.\//);
      expect((await served.ask(`/api/${part.slice(2)}`, { as: null })).status).toBe(200);
    }
  });
});

describe('The portal', () => {
  const html = { accept: 'text/html,*/*' };

  it('is one page at every address of its own, and never kept', async () => {
    for (const path of ['/', '/complaints/complaint-1?tab=1', '/apiary']) {
      const page = await served.ask(path, { as: null, headers: html });
      expect([page.status, page.text]).toEqual([200, '<title>台账</title>']);
      expect(page.headers.get('cache-control')).toBe('no-cache');
      expect(page.headers.get('content-type')).toContain('text/html');
    }
  });

  it('keeps what is named by its content for ever', async () => {
    const asset = await served.ask('/assets/app-1a2b.js', { as: null });
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await served.ask('/assets/app-old.js', { as: null, headers: html })).status).toBe(404);
  });

  it('does not answer for the API', async () => {
    for (const path of ['/api/nothing', '/api', '/health/nothing']) {
      const { status, body } = await served.ask(path, { headers: html });
      expect([status, body.code]).toEqual([404, 'no-such-address']);
    }
    expect((await served.ask('/anywhere', { method: 'POST' })).body.code).toBe('no-such-address');
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/assets/..%2f..%2fetc/passwd',
    ]) {
      expect((await served.ask(path)).text).not.toContain('"name"');
    }
  });

  it('is guarded by headers', async () => {
    const { headers } = await served.ask('/', { as: null, headers: html });
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).toContain("style-src 'self' 'unsafe-inline'");
    expect(headers.get('content-security-policy')).toContain(
      "connect-src 'self' https://sso.example.cn",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });
});

describe('Health', () => {
  it('names each check', async () => {
    expect((await served.ask('/health/live', { as: null })).body).toEqual({ status: 'live' });
    const good = [
      { name: 'log', ok: true },
      { name: 'views', ok: true },
    ];
    expect((await served.ask('/health/ready', { as: null })).body).toEqual({
      status: 'ready',
      checks: good,
    });
    ready = false;
    const { status, body } = await served.ask('/health/ready', { as: null });
    ready = true;
    expect([status, body.code, body.checks[1]]).toEqual([
      503,
      'not-ready',
      { name: 'views', ok: false },
    ]);
  });
});

describe('Closing', () => {
  it('answers what is under way, and nothing new', async () => {
    const other = new Served();
    await other.start();
    const answer = other.ask('/api/slow');
    await slow.begun;
    const stopped = other.stop();
    slow.release();
    expect((await answer).body).toEqual({ answered: true });
    await stopped;
    await expect(other.ask('/health/live')).rejects.toThrow('fetch failed');
  });
});
