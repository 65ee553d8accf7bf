/**
 * How far the exchange is, as the database beside a log has it. Positions are numbers of one store:
 * read against another kind of store they would let consumers pass over what they never saw, so
 * that nobody may start on them unawares.
 */
import { openPool } from '@taizhang/platform/database';
import type { Pool } from 'pg';

/** Facts from outside (`inbound_handled`) and what is parked name no positions, and stay. */
const tables = {
  checkpoints: 'position',
  publisher: 'position',
  published: 'position',
  consumers: 'through',
  inbox: 'position',
} as const;

const isPostgres = (address: string) => /^postgres(ql)?:\/\//.test(address);

/** Copying from one kind of store to the other: the events are the same, their positions not. */
export const countsDifferently = (source: string, target: string): boolean =>
  isPostgres(source) !== isPostgres(target);

export class ExchangePositions {
  private constructor(private readonly pool: Pool) {}

  /** @returns undefined beside a log that is not in PostgreSQL */
  static beside(address: string): ExchangePositions | undefined {
    return isPostgres(address) ? new ExchangePositions(openPool(address, { max: 1 })) : undefined;
  }

  /** The furthest of anybody; null when nobody is anywhere. */
  async furthest(): Promise<bigint | null> {
    let furthest: bigint | null = null;
    for (const table of await this.thereAre()) {
      const { rows } = await this.pool.query<{ position: string | null }>(
        `SELECT max(${tables[table]}) AS position FROM exchange.${table}`,
      );
      const position = BigInt(rows[0]?.position ?? 0);
      if (position > (furthest ?? 0n)) furthest = position;
    }
    return furthest;
  }

  /** Everybody begins at the beginning; what was handled has no second effect (event ids). */
  async forget(): Promise<void> {
    const there = await this.thereAre();
    if (there.length === 0) return;
    // One statement: no process ever finds one of them empty and another not.
    await this.pool.query(`TRUNCATE ${there.map((table) => `exchange.${table}`).join(', ')}`);
  }

  close = (): Promise<void> => this.pool.end();

  private async thereAre(): Promise<(keyof typeof tables)[]> {
    const { rows } = await this.pool.query<{ table_name: string }>(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = 'exchange'`,
    );
    const names = new Set(rows.map(({ table_name }) => table_name));
    return (Object.keys(tables) as (keyof typeof tables)[]).filter((name) => names.has(name));
  }
}
