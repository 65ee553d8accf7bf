/** What keeps a person's data, and whose keys go with it. */
import type { PersonId } from '@taizhang/contracts/intake';
import { intakeMemory } from '@taizhang/intake/application';
import type { Ties } from '@taizhang/intake/domain';
import { EVENT_LOG, schemaOf } from '@taizhang/kernel';
import type { EventLog } from '@taizhang/kernel';
import { staffMemberDecider, type StaffMemberEvent } from '@taizhang/organisation/domain';
import { READ_MODELS } from '@taizhang/platform/resources';
import { ProjectionsService } from '@taizhang/platform/service';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';

/** What a decision to erase somebody is taken by. */
export type Tied = Readonly<{
  ties: Ties;
  /** The person, and cases whose words were written down before we knew whose they are. */
  subjects: PersonId[];
}>;

type Asked = Readonly<{ open: number; fen: number; early: readonly (PersonId | null)[] }>;

const schema = schemaOf(intakeMemory);
const text = `
  SELECT (SELECT count(*)::int FROM ${schema}.open_cases WHERE customer_id = $1) AS open,
    (SELECT coalesce(sum(abs(due_fen) + abs(coalesce(prepaid_fen, 0))), 0)::float8
     FROM ${schema}.account_balances WHERE customer_id = $1) AS fen,
    ARRAY(SELECT unnest(ARRAY[id, contact_id]) FROM ${schema}.early_words
          WHERE customer_id = $1) AS early`;

/**
 * As far as intake remembers: whoever asks sees to it that it remembers all that is acknowledged.
 * @param rowsOf asks the database of the read models
 */
export async function tiesOf(
  log: EventLog,
  rowsOf: (text: string, values: string[]) => Promise<unknown[]>,
  personId: PersonId,
): Promise<Tied> {
  const [asked] = await rowsOf(text, [personId]);
  const { open: openCases, fen: unsettledFen, early } = asked as Asked;
  // An inquiry that came from no contact has none.
  const known = early.filter((id) => id !== null).sort();
  return {
    ties: { openCases, unsettledFen, isAtWork: await isAtWork(log, personId) },
    subjects: [...new Set([personId, ...known])],
  };
}

async function isAtWork(log: EventLog, personId: PersonId): Promise<boolean> {
  if (!personId.startsWith('staff-')) return false;
  const history = (await log.readStream(personId)) as unknown as readonly StaffMemberEvent[];
  const member = history.reduce(staffMemberDecider.evolve, staffMemberDecider.initialState);
  return member.status === 'working';
}

@Injectable()
export class TiesOf {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    private readonly projections: ProjectionsService,
  ) {}

  /** Everything acknowledged so far is counted. @throws ReadModelBehind */
  async of(personId: PersonId): Promise<Tied> {
    await this.projections.assertCaughtUp();
    return tiesOf(this.log, (text, values) => this.readModels.query(text, values), personId);
  }
}
