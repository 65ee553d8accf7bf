/** HTTP without the politeness of `fetch`: addresses and bodies go out as they are. */
import { Agent, request } from 'node:http';

export type WireRequest = Readonly<{
  method: string;
  /** Path and query, not normalised. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer | undefined;
}>;

export type WireAnswer = Readonly<{
  status: number;
  headers: Readonly<Record<string, unknown>>;
  text: string;
  tookMs: number;
}>;

/** Connections that are kept open, to one platform. */
export class Wire {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly url: string) {}

  send({ method, path, headers = {}, body }: WireRequest): Promise<WireAnswer> {
    const { hostname, port } = new URL(this.url);
    const begun = performance.now();
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options = { hostname, port, method, path, agent: this.agent };
    return new Promise((resolve, reject) => {
      const sent = request({ ...options, headers: { ...headers, ...length } }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode!,
            headers: answer.headers,
            text: Buffer.concat(parts).toString(),
            tookMs: performance.now() - begun,
          }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** The problem code of an answer; empty when it tells of none. */
export function codeOf({ text }: WireAnswer): string {
  try {
    return String((JSON.parse(text) as { code?: unknown } | null)?.code ?? '');
  } catch {
    return '';
  }
}
