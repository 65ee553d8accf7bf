/** Puts a legacy ledger's rows through our deciders: the only way into the log. */
import { historyDecider, lifecycleRefusal, type RecordHistory } from '@taizhang/complaints/domain';
import { complaintEvents, type ComplaintEvent } from '@taizhang/contracts/complaints';
import { customerDecider } from '@taizhang/intake/domain';
import {
  Conflict,
  derivedId,
  handle,
  LogUnreachable,
  OutcomeUnknown,
  personalFields,
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
import { PersonErased, type Vault } from '@taizhang/vault';

const attempts = 8;

export class HistoryWriter implements LedgerWriter {
  constructor(
    private readonly log: EventLog,
    private readonly vault: Pick<Vault, 'destroyed'>,
  ) {}

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
    const handling = { stream: staffId, command, context };
    await handle(this.log, staffMemberDecider, handling).catch(unlessErased);
  }

  async registerCustomer({ customerId, name, kind, unitId, ...sighting }: LegacyCustomer) {
    const data = { customerId, kind, name, phones: [], address: '', unitId };
    const command = { type: 'RegisterCustomer' as const, at: sighting.at, by: importActor, data };
    const context = contextOf(sighting, unitId);
    const handling = { stream: customerId, command, context };
    await handle(this.log, customerDecider, handling).catch(unlessErased);
  }

  /** Read again when somebody else wrote to the case, or when it is unknown whether we did. */
  async recordCase(caseRows: CaseRows): Promise<CaseWritten> {
    let told = caseRows;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.tryToRecord(told);
      } catch (error) {
        if (error instanceof PersonErased && told === caseRows) {
          told = await this.withoutWords(caseRows);
          continue;
        }
        const away = error instanceof OutcomeUnknown || error instanceof LogUnreachable;
        if (!(away || error instanceof Conflict) || attempt === attempts) throw error;
      }
    }
  }

  /** Without those of whoever was erased: as it would be had it been recorded before that. */
  private async withoutWords({ rows, inferredLodging, ...rest }: CaseRows): Promise<CaseRows> {
    const erased = await this.vault.destroyed(rows.flatMap(({ event }) => customerOf(event) ?? []));
    const told = (fact: HistoryFact): HistoryFact =>
      erased.has(customerOf(fact.event) ?? '') ? { ...fact, event: wordless(fact.event) } : fact;
    return { ...rest, rows: rows.map(told), inferredLodging: () => told(inferredLodging()) };
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

/** Whoever was erased and is not in this ledger, put back from before them, is not named again. */
function unlessErased(error: unknown): void {
  if (!(error instanceof PersonErased)) throw error;
}

const customerOf = ({ data }: ComplaintEvent) => ('customerId' in data ? data.customerId : null);

function wordless(event: ComplaintEvent): ComplaintEvent {
  const words = personalFields(complaintEvents[event.type]).map((field) => [field, '']);
  return { ...event, data: { ...event.data, ...Object.fromEntries(words) } } as ComplaintEvent;
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
