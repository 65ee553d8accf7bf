/** How often one address may knock at a door that is open to everybody; kept in this process. */
import { CLOCK, type Clock } from '@taizhang/kernel';
import { HttpProblem } from '@taizhang/platform/http';
import { Inject, Injectable } from '@nestjs/common';

const windowMs = 60_000;
/** A hall full of customers may sit behind one address. */
const callsMax = 60;
const addressesMax = 10_000;

@Injectable()
export class PublicRate {
  private readonly calls = new Map<string, { since: number; count: number }>();

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** @throws HttpProblem `too-many-calls` */
  count(address: string): void {
    const now = Date.parse(this.clock.now());
    const known = this.calls.get(address);
    const window = known && now - known.since < windowMs ? known : { since: now, count: 0 };
    window.count++;
    this.calls.delete(address); // to the end: the oldest are forgotten first
    this.calls.set(address, window);
    const oldest = this.calls.keys().next().value;
    if (this.calls.size > addressesMax && oldest !== undefined) this.calls.delete(oldest);
    if (window.count <= callsMax) return;
    const retryAfterSeconds = Math.max(1, Math.ceil((window.since + windowMs - now) / 1000));
    throw new HttpProblem('too-many-calls', { retryAfterSeconds });
  }
}
