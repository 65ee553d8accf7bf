/** Of which things the data may not be used: those of people under restriction. */
import { schemaOf, type ReadModel } from '@taizhang/kernel';
import { DATABASE } from '@taizhang/platform/resources';
import { parkedTable } from '@taizhang/projections';
import { assessmentViews } from '@taizhang/views/assessment';
import { billingViews } from '@taizhang/views/billing';
import { complaintCases } from '@taizhang/views/complaint-cases';
import { customerArchive } from '@taizhang/views/customer-archive';
import { faultCases } from '@taizhang/views/fault-cases';
import { privacyRegister } from '@taizhang/views/privacy-register';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';

type Told = readonly [ReadModel, table: string, column: string, person?: 'staff_id'];

/** Where it is told whose a thing is, by the kind of thing. */
const tables: ReadonlyMap<string, readonly Told[]> = new Map([
  [
    'contact',
    [
      [customerArchive, 'contacts', 'id'],
      // The caller gave no name, and became known with the account that the inquiry is about.
      [billingViews, 'inquiries', 'contact_id'],
    ],
  ],
  ['complaint', [[complaintCases, 'complaints', 'id']]],
  ['fault', [[faultCases, 'faults', 'id']]],
  ['inquiry', [[billingViews, 'inquiries', 'id']]],
  ['account', [[billingViews, 'accounts', 'id']]],
  ['callback', [[assessmentViews, 'callbacks', 'id']]],
  ['rating', [[assessmentViews, 'ratings', 'id']]],
  ['scorecard', [[assessmentViews, 'scorecards', 'id', 'staff_id']]],
]);
const kindOf = (id: string) => id.slice(0, id.indexOf('-'));
const isPerson = (id: string) => ['customer', 'staff'].includes(kindOf(id));
const register = `${schemaOf(privacyRegister)}.privacy_decisions`;
/**
 * And those who are erased, until nothing is left that could be shown. Of whom a decision is parked
 * nobody knows which: it counts as if it restricted them.
 */
const restricted = `(SELECT id FROM ${register} WHERE completed_at IS NULL
  UNION ALL SELECT key FROM ${parkedTable(schemaOf(privacyRegister))}) AS restricted`;

/** Whether a text is the id of a person, or of a thing that is somebody's. */
export const isSomebodys = (text: string): boolean =>
  /^[a-z]+-[0-9a-z-]{1,60}$/.test(text) && (isPerson(text) || tables.has(kindOf(text)));

@Injectable()
export class RestrictedThings {
  constructor(@Inject(DATABASE) private readonly pool: Pool) {}

  /** As a rule nobody is restricted, and the index that says so is empty. */
  async areThere(): Promise<boolean> {
    const { rows } = await this.pool.query<{ any: boolean }>(
      `SELECT EXISTS (SELECT FROM ${restricted}) AS any`,
    );
    return rows[0]!.any;
  }

  /**
   * Those of the ids that are a restricted person's, or that person's own.
   * @param me who asks: what is theirs may be shown to them
   */
  async among(ids: ReadonlySet<string>, me = ''): Promise<ReadonlySet<string>> {
    if (ids.size === 0) return ids;
    const kinds = new Set([...ids].map(kindOf));
    const theirs = [...kinds]
      .flatMap((kind) => tables.get(kind) ?? [])
      .map(
        ([model, table, column, person = 'customer_id']) =>
          `SELECT ${column} AS id FROM ${schemaOf(model)}.${table}
           WHERE ${column} = ANY($1)
             AND ${person} IN (SELECT id FROM ${restricted} WHERE id <> $2)`,
      );
    const people = `SELECT id FROM ${restricted} WHERE id = ANY($1) AND id <> $2`;
    const all = [people, ...theirs].join(' UNION ALL ');
    const found = await this.pool.query<{ id: string }>(all, [[...ids], me]);
    return new Set(found.rows.map(({ id }) => id));
  }
}
