/** The last audit of each read model, for whoever asks and wherever it was made. */
import { schemaOf, type Instant, type ReadModel } from '@taizhang/kernel';
import type { ModelAudit } from './audit';
import { foremostSchemas } from './parked-list';
import type { Queries } from './schema';

export const createAuditRecord = `CREATE TABLE IF NOT EXISTS projections.audits (
      read_model text PRIMARY KEY,
      result jsonb NOT NULL,
      audited_at timestamptz NOT NULL DEFAULT now()
    );`;

/** As it is kept: positions are text. */
type Texts<T> = T extends bigint
  ? string
  : T extends readonly (infer Item)[]
    ? Texts<Item>[]
    : T extends object
      ? { [Field in keyof T]: Texts<T[Field]> }
      : T;
export type RecordedAudit = Texts<ModelAudit> & { readonly auditedAt: Instant };

export async function recordAudits(db: Queries, audits: readonly ModelAudit[]): Promise<void> {
  const text = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  for (const audited of audits) {
    await db.query(
      `INSERT INTO projections.audits (read_model, result) VALUES ($1, $2)
       ON CONFLICT (read_model) DO UPDATE SET result = excluded.result, audited_at = now()`,
      [audited.readModel, JSON.stringify(audited, text)],
    );
  }
}

/** Of the read models that are run; what was audited and is gone is of no interest. */
export async function recordedAudits(db: Queries): Promise<readonly RecordedAudit[]> {
  const { rows } = await db.query<{ result: Texts<ModelAudit>; audited_at: Instant }>(
    `SELECT result, audited_at FROM projections.audits
     WHERE read_model = ANY($1) ORDER BY read_model`,
    [await foremostSchemas(db)],
  );
  return rows.map(({ result, audited_at: auditedAt }) => ({ ...result, auditedAt }));
}

/**
 * Whether one of these read models was not audited for so long, by the clock that dates audits.
 * What is dated in times to come was dated before that clock was put back, and keeps none waiting.
 */
export async function isAuditDue(
  db: Queries,
  models: readonly ReadModel[],
  everyHours: number,
): Promise<boolean> {
  const { rows } = await db.query<{ read_model: string }>(
    `SELECT read_model FROM projections.audits
     WHERE audited_at BETWEEN now() - make_interval(hours => $1) AND now()`,
    [everyHours],
  );
  const audited = new Set(rows.map((row) => row.read_model));
  return models.some((model) => !audited.has(schemaOf(model)));
}
