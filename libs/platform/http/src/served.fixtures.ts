/** The small service on a loopback port, and ways to talk to it. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { createHttpApp, type HttpOptions } from './http-app';
import { LettersModule, letterProblems } from './http.fixtures';

export const serviceOptions = {
  title: { zh: '信函', en: 'Letters' },
  version: '1.0.0',
  problems: [letterProblems],
  fingerprintKey: Buffer.alloc(32, 1),
  checkAnswers: true,
} satisfies HttpOptions;

export type Asked = {
  /** A token; null for none. */
  as?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
  method?: string;
};

type Answer = { status: number; headers: Headers; text: string; body: any }; // eslint-disable-line @typescript-eslint/no-explicit-any -- each answer has its own shape.

export class Served {
  /** What was logged, a line each. */
  readonly lines: string[] = [];
  private app!: NestFastifyApplication;
  private origin = '';
  private keys = 0;

  async start(options: Partial<HttpOptions> = {}): Promise<void> {
    const logTo = new Writable({
      write: (chunk, _encoding, done) => {
        this.lines.push(String(chunk));
        done();
      },
    });
    const logging = { logLevel: 'debug', logTo };
    this.app = await createHttpApp(LettersModule, { ...serviceOptions, ...logging, ...options });
    await this.app.listen(0, '127.0.0.1');
    this.origin = await this.app.getUrl();
  }

  stop = () => this.app.close();

  /** As `chen`, in English; a body makes it a POST. */
  async ask(path: string, { as = 'chen', body, headers, method }: Asked = {}): Promise<Answer> {
    const answer = await fetch(this.origin + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(as && { authorization: `Bearer ${as}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        'accept-language': 'en',
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: isJson ? JSON.parse(text) : null,
    };
  }

  newKey = () => `key-${this.keys++}`;

  write = (text: string, asked: Asked = {}) =>
    this.ask('/api/letters', {
      body: { text },
      ...asked,
      headers: { 'idempotency-key': this.newKey(), ...asked.headers },
    });

  rewrite = (id: string, text: string, headers: Record<string, string>) =>
    this.ask(`/api/letters/${id}/text`, {
      body: { text, copies: 2 },
      headers: { 'idempotency-key': this.newKey(), ...headers },
    });

  /** Sends bytes as they are, and answers what comes back until the connection closes. */
  raw(bytes: string): Promise<string> {
    return new Promise((answer, fail) => {
      const port = Number(new URL(this.origin).port);
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      let text = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      socket.on('close', () => answer(text)).on('error', fail);
    });
  }

  /** Posts bytes and reads the answer even when it comes before all of them are sent. */
  post(path: string, body: Buffer, headers: Record<string, string>) {
    return new Promise<{ status: number; text: string }>((answer, fail) => {
      const request = httpRequest(this.origin + path, {
        method: 'POST',
        headers: { authorization: 'Bearer chen', 'idempotency-key': this.newKey(), ...headers },
      });
      request.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => answer({ status: response.statusCode!, text }));
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') fail(error);
      });
      request.end(body);
    });
  }
}
