/**
 * PostgreSQL's own log, which no erasure reaches: statements that fail hold whole rows, and so do
 * details of errors. How it is to be set is `tools/postgres/settings.mjs` for the embedded one.
 */
import type { Pool } from 'pg';

/** By setting, the values under which its log repeats nothing that people told us. */
const discreet: Readonly<Record<string, readonly string[]>> = {
  log_error_verbosity: ['terse'],
  log_min_error_statement: ['panic'],
  log_min_duration_statement: ['-1'],
  log_min_duration_sample: ['-1'],
  log_statement: ['none', 'ddl'],
};

/** The settings to change, as lines of `postgresql.conf`; none where its log tells nothing. */
export async function indiscreetSettings(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    'SELECT name, setting FROM pg_settings WHERE name = ANY($1) ORDER BY name',
    [Object.keys(discreet)],
  );
  return rows.flatMap(({ name, setting }) => {
    const wanted = discreet[name]!;
    return wanted.includes(setting) ? [] : [`${name} = ${wanted[0]}`];
  });
}
