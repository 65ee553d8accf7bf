/** Failures in words for operators. What people told us must not get into them. */
import { DatabaseError } from 'pg';

/** Class 22 is "data exception": PostgreSQL repeats the value it could not take. */
const repeatsValue = (error: unknown) =>
  error instanceof SyntaxError || (error instanceof DatabaseError && /^22/.test(error.code ?? ''));

/** Why something failed, without the values it failed on. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return repeatsValue(error) ? message.replace(/["'].*["']/s, '"…"') : message;
}

/** PostgreSQL cannot hold the row: its data (22), a constraint (23), its size (54). */
export const isRefusedRow = (error: unknown): boolean =>
  error instanceof DatabaseError && /^(22|23|54)/.test(error.code ?? '');
