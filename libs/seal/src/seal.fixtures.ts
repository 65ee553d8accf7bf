/** A log in PostgreSQL of its own with a sealer, and a hand that alters what nobody may. */
import { eventOf } from '@taizhang/event-log/compliance';
import { createPostgresEventLog, migrateEventLog } from '@taizhang/event-log/postgres';
import { systemClock, type StoredEvents } from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headsFileIn, readHeads } from './heads-file';
import { SealStore } from './seal-store';
import { migrateSeals } from './seal.migration';
import { Sealer } from './sealer';
import { SigningKeys } from './signing-keys';
import { verifyLedger, type VerifyOptions } from './verification';

export class SealedLog {
  readonly store: SealStore;
  readonly headsFile: string;
  readonly keys: SigningKeys;

  private constructor(
    readonly database: TestDatabase,
    readonly dataDir: string,
    readonly log: ReturnType<typeof createPostgresEventLog>,
  ) {
    this.store = new SealStore(database.pool);
    this.headsFile = headsFileIn(dataDir);
    this.keys = new SigningKeys(join(dataDir, 'keys'));
  }

  static async open(): Promise<SealedLog> {
    const database = await createTestDatabase();
    await migrateEventLog(database.pool);
    await migrateSeals(database.pool);
    const log = createPostgresEventLog({ pool: database.pool, clock: systemClock });
    return new SealedLog(database, mkdtempSync(join(tmpdir(), 'taizhang-seal-')), log);
  }

  get stored(): StoredEvents {
    return this.log;
  }

  sealer(changes: Partial<ConstructorParameters<typeof Sealer>[0]> = {}): Sealer {
    const { stored, store, keys, headsFile } = this;
    return new Sealer({ stored, store, keys, headsFile, clock: systemClock, ...changes });
  }

  verify(changes: Partial<VerifyOptions> = {}) {
    const outside = [{ name: 'file', heads: readHeads(this.headsFile) }];
    return verifyLedger({ stored: this.stored, store: this.store, outside, ...changes });
  }

  /** Appends events to a few streams. */
  async append(count: number): Promise<void> {
    for (let stream = 0; stream < 7; stream++) {
      const mine = Array.from({ length: count }, (_, index) => index).filter(
        (index) => index % 7 === stream,
      );
      const events = mine.map((index) => eventOf({ data: { statement: `第${index}次` } }));
      if (events.length === 0) continue;
      await this.log.append(`complaint-${stream}`, events, { expected: 'any' });
    }
  }

  /** As somebody with the database's password: triggers and promises do not stop them. */
  async tamper(...statements: string[]): Promise<void> {
    await this.database.pool.query(
      `BEGIN; SET LOCAL session_replication_role = replica; ${statements.join(';')}; COMMIT`,
    );
  }

  async close(): Promise<void> {
    await this.log.close();
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
