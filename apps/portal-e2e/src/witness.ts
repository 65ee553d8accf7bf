/** Sees everything that goes wrong behind a page, and what of its texts is data. */
import type { Page, Request, Response } from 'playwright-core';

type Allowed = Readonly<{ status: number; part: string }>;

/**
 * Fields that hold what people wrote, and names. Everything else an answer brings must not reach a
 * screen as it is: a status, a type, a title that comes in both languages.
 */
const dataFields = new Set([
  ...['name', 'unitName', 'customerName', 'username', 'address', 'phones'],
  ...['accountNumber', 'meterNumber'],
  ...['statement', 'summary', 'answer', 'note', 'findings', 'reasons', 'reply', 'remedySought'],
  ...['explanation', 'certificate', 'place', 'result'],
  ...['query', 'activity', 'source', 'edition', 'calendar', 'stream', 'key', 'id', 'code'],
  ...['demoPassword', 'oneTimePassword', 'root', 'publicKey', 'subjects'],
  ...['comment', 'objection', 'reviewReason', 'seed', 'algorithm'],
]);
const isData = (field: string) => dataFields.has(field) || /(Id|^reason)$/.test(field);
/** A return's reason is a term, a reopening's is words. */
const isTerm = (field: string, text: string) => field === 'reason' && /^[a-z-]+$/.test(text);

/** Of a problem only the code: its words are the interface's, in the reader's language. */
const codeOf = (body: unknown) => ({ code: (body as { code?: unknown }).code });

export class Witness {
  readonly faults: string[] = [];
  private readonly allowed: Allowed[] = [];
  private readonly told = new Set<string>();
  private readonly reading = new Set<Promise<void>>();
  private readonly underWay = new Set<Request>();

  constructor(private readonly page: Page) {
    page.on('console', (message) => {
      // The browser's own line about a refusal; `answered` judges the refusal itself.
      if (message.type() !== 'error' || message.text().startsWith('Failed to load')) return;
      this.faults.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.faults.push(`page error: ${error.message}`));
    page.on('request', (request) => this.asked(request));
    page.on('requestfinished', (request) => this.underWay.delete(request));
    page.on('requestfailed', (request) => this.failed(request));
    page.on('response', (response) => this.answered(response));
  }

  /** A refusal that belongs to the journey. @param part of the address */
  allow(status: number, part: string) {
    this.allowed.push({ status, part });
  }

  /** Everything people wrote and every name, of the answers so far. */
  async data(): Promise<ReadonlySet<string>> {
    await Promise.all(this.reading);
    return this.told;
  }

  /** Waits until no request is under way and what it brought has been drawn. */
  async calm(): Promise<void> {
    do {
      for (const request of this.underWay) await request.response().catch(() => null);
      await Promise.all([...this.underWay].map((request) => this.endOf(request)));
      await this.page.evaluate(
        'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))',
      );
    } while (this.underWay.size > 0);
  }

  private async endOf(request: Request) {
    const response = await request.response().catch(() => null);
    await response?.finished().catch(() => null);
    this.underWay.delete(request);
  }

  private asked(request: Request) {
    this.underWay.add(request);
    try {
      this.remember(request.postDataJSON());
    } catch {
      // no JSON, no data
    }
  }

  private failed(request: Request) {
    this.underWay.delete(request);
    const why = request.failure()?.errorText ?? '';
    // A question that nobody waits for any more is given up.
    if (why !== 'net::ERR_ABORTED') this.faults.push(`${why}: ${request.url()}`);
  }

  private answered(response: Response) {
    const { status, url } = { status: response.status(), url: response.url() };
    const isAllowed = this.allowed.some((one) => one.status === status && url.includes(one.part));
    if (status >= 400 && !isAllowed) {
      this.faults.push(`${status}: ${response.request().method()} ${url}`);
    }
    if (!url.includes('/api/') || status === 204) return;
    const read = response
      .json()
      .then((body: unknown) => this.remember(status < 400 ? body : codeOf(body)))
      .catch(() => undefined)
      .finally(() => this.reading.delete(read));
    this.reading.add(read);
  }

  private remember(value: unknown, field = ''): void {
    if (typeof value === 'string') {
      if (isData(field) && value.length > 1 && !isTerm(field, value)) this.told.add(value);
    } else if (Array.isArray(value)) {
      for (const item of value) this.remember(item, field);
    } else if (typeof value === 'object' && value !== null && !('zh' in value)) {
      for (const [name, item] of Object.entries(value)) this.remember(item, name);
    }
  }
}
