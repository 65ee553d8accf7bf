/** Puts a legacy ledger's rows through our deciders: the only way into the log. */
import { historyDecider, lifecycleRefusal, type RecordHistory } from '@taizhang/complaints/domain';
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import { customerDecider } from '@taizhang/intake/domain';
import {
  Conflict,
  derivedId,
  handle,
  LogUnreachable,
  OutcomeUnknown,
  type Context,
  type EventLog,
  type Recorded,
} from '@taizhang/kernel';
import {
  continueCase,
  importActor,
  type CaseRows,
  type CaseWritten,
  type HistoryFact,
  type LedgerWriter,
  type LegacyCustomer,
  type LegacyStaffMember,
  type LegacyUnit,
} from '@taizhang/legacy/import';
import { staffMemberDecider, unitDecider } from '@taizhang/organisation/domain';

const attempts = 8;

export class HistoryWriter implements LedgerWriter {
  constructor(private readonly log: EventLog) {}

  head() {
    return this.log.head();
  }

  async openUnit({ unitId, name, kind, ...sighting }: LegacyUnit) {
    const data = { unitId, name, kind, parentId: null };
    const command = { type: 'OpenUnit' as const, at: sighting.at, by: importActor, data };
    const context = contextOf(sighting, unitId);
    await handle(this.log, unitDecider, { stream: unitId, command, context });
  }

  /** Without an account: whoever is only history cannot sign in. */
  async registerStaffMember({ staffId, name, unitId, ...sighting }: LegacyStaffMember) {
    const data = { staffId, name, unitId, roles: [] };
    const command = {
      type: 'RegisterStaffMember' as const,
      at: sighting.at,
      by: importActor,
      data,
    };
    const context = contextOf(sighting, unitId);
    await handle(this.log, staffMemberDecider, { stream: staffId, command, context });
  }

  async registerCustomer({ customerId, name, kind, unitId, ...sighting }: LegacyCustomer) {
    const data = { customerId, kind, name, phones: [], address: '', unitId };
    const command = { type: 'RegisterCustomer' as const, at: sighting.at, by: importActor, data };
    const context = contextOf(sighting, unitId);
    await handle(this.log, customerDecider, { stream: customerId, command, context });
  }

  /** Read again when somebody else wrote to the case, or when it is unknown whether we did. */
  async recordCase(caseRows: CaseRows): Promise<CaseWritten> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.tryToRecord(caseRows);
      } catch (error) {
        const away = error instanceof OutcomeUnknown || error instanceof LogUnreachable;
        if (!(away || error instanceof Conflict) || attempt === attempts) throw error;
      }
    }
  }

  private async tryToRecord(caseRows: CaseRows): Promise<CaseWritten> {
    const stream = caseRows.complaintId;
    const history = (await this.log.readStream(stream)) as readonly Recorded<ComplaintEvent>[];
    const recorded = history.map((event) => ({ id: event.id, event }));
    const { facts, inferred, repeated } = continueCase(recorded, caseRows);
    const first = facts[0];
    if (!first) return { written: 0, repeated, inferred, irregular: [] };
    await handle(this.log, historyDecider, {
      stream,
      command: historyOf(caseRows, facts),
      context: factContext(first),
      contextOf: (index) => factContext(facts[index]!),
      expected: history.at(-1)?.revision ?? 'no-stream',
    });
    const written = facts.length - (inferred ? 1 : 0);
    return { written, repeated, inferred, irregular: irregularRows(history, facts) };
  }
}

function historyOf({ complaintId }: CaseRows, facts: readonly HistoryFact[]): RecordHistory {
  const events = facts.map(({ event }) => event);
  const { at } = events.at(-1)!;
  return { type: 'RecordHistory', at, by: importActor, data: { complaintId, facts: events } };
}

function irregularRows(history: readonly ComplaintEvent[], facts: readonly HistoryFact[]) {
  let state = history.reduce(historyDecider.evolve, historyDecider.initialState);
  return facts.flatMap(({ event, origin }) => {
    const reason = lifecycleRefusal(state, event);
    state = historyDecider.evolve(state, event);
    return reason === null ? [] : [{ row: origin.row, reason }];
  });
}

const factContext = ({ eventKey, origin, unitId, event }: HistoryFact): Context => ({
  ...contextOf({ commandId: eventKey, origin }, unitId),
  correlationId: derivedId('import', event.data.complaintId),
});

const contextOf = (
  { commandId, origin }: Pick<LegacyUnit, 'commandId' | 'origin'>,
  unit: string,
): Context => ({
  commandId,
  correlationId: commandId,
  causationId: commandId,
  channel: 'legacy',
  unit,
  origin,
});
