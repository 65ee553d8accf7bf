/** The event that an activity of the legacy ledger is. */
import type { ComplaintEvent, ComplaintId } from '@taizhang/contracts/complaints';
import type { CustomerId } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { unreachable, type ActorId, type Instant } from '@taizhang/kernel';
import type { ActivityMeaning, LedgerMapping } from '../mapping/mapping.schema';
import type { Choice, Text } from '../mapping/values.schema';
import { choose, cut, fenOf, fill, textLimit, type Fields } from './cells';

/** What a row says apart from its activity. */
export type RowCore = Readonly<{
  complaintId: ComplaintId;
  customerId: CustomerId | null;
  unitId: UnitId;
  at: Instant;
  by: ActorId;
  fields: Fields;
}>;

/** Told of what is not recorded as it stands in the file. */
export type Remarks = Readonly<{
  /** A word without a meaning in the mapping; the event says nothing about the field then. */
  unknownWord(field: string, word: string): void;
  textCut(): void;
}>;

/** The row says something that has no place in our events; the message says what to add. */
export class NotUnderstood extends Error {
  constructor(
    /** The same for every row of this kind, to be counted. */
    readonly kind: string,
    message: string,
  ) {
    super(message);
  }
}

export class ActivityEvents {
  constructor(
    private readonly mapping: LedgerMapping,
    private readonly remarks: Remarks,
  ) {}

  /** @throws NotUnderstood */
  eventOf(activity: string, meaning: ActivityMeaning, row: RowCore): ComplaintEvent {
    const { complaintId, customerId, unitId, at, by, fields } = row;
    const happened = { at, by };
    const person = { complaintId, customerId };
    // The clock's start is filled in where the case's history is known.
    const clock = { startedAt: at, dueAt: null };
    const measured = { unitId, ...clock };
    switch (meaning.event) {
      case 'lodged':
        return this.lodging(row);
      case 'dispatched': {
        const data = { complaintId, toUnitId: unitId, ...clock };
        return { type: 'ComplaintDispatched', ...happened, data };
      }
      case 'accepted':
        return { type: 'ComplaintAccepted', ...happened, data: { complaintId, handlerId: by } };
      case 'returned': {
        const reason = needed('reason', meaning.reason, fields);
        const data = { ...person, reason, note: this.text(meaning.note, fields) };
        return { type: 'ComplaintReturned', ...happened, data };
      }
      case 'contacted': {
        const means = needed('means', meaning.means, fields);
        const note = this.text(meaning.note, fields);
        const data = { ...person, handlerId: by, means, note, ...measured };
        return { type: 'CustomerContacted', ...happened, data };
      }
      case 'investigated': {
        const cause = needed('cause', meaning.cause, fields);
        const data = { ...person, cause, findings: this.text(meaning.findings, fields) };
        return { type: 'ComplaintInvestigated', ...happened, data };
      }
      case 'adjudicated': {
        const verdict = needed('verdict', meaning.verdict, fields);
        const data = { ...person, verdict, reasons: this.text(meaning.reasons, fields) };
        return { type: 'ComplaintAdjudicated', ...happened, data };
      }
      case 'remedied':
        return { type: 'ComplaintRemedied', ...happened, data: this.remedy(meaning, row) };
      case 'replied': {
        const reply = this.text(meaning.reply, fields);
        const data = { ...person, handlerId: by, reply, ...measured };
        return { type: 'ComplaintReplied', ...happened, data };
      }
      case 'closed': {
        const satisfaction = this.optional('satisfaction', meaning.satisfaction, fields);
        const data = { ...person, handlerId: by, unitId, satisfaction };
        return { type: 'ComplaintClosed', ...happened, data };
      }
      case 'reopened':
        return { type: 'ComplaintReopened', ...happened, data: this.reopening(meaning, row) };
      case 'note': {
        const data = { complaintId, activity: cut(activity, 200) };
        return { type: 'ComplaintHistoryNoted', ...happened, data };
      }
      default:
        return unreachable(meaning);
    }
  }

  private remedy(meaning: Extract<ActivityMeaning, { event: 'remedied' }>, row: RowCore) {
    const { complaintId, customerId, fields } = row;
    const remedy = needed('remedy', meaning.remedy, fields);
    const amountFen = amountOf(meaning.amount, fields);
    const note = this.text(meaning.note, fields);
    return { complaintId, customerId, remedy, amountFen, note };
  }

  private reopening(meaning: Extract<ActivityMeaning, { event: 'reopened' }>, row: RowCore) {
    const { complaintId, customerId, unitId, fields } = row;
    const reason = this.text(meaning.reason, fields);
    // Whose reply did not hold is filled in where the case's history is known.
    return { complaintId, customerId, reason, repliedBy: null, unitId, promises: [] };
  }

  /** The complaint as it was lodged, told from what the row says about the case. */
  lodging({ complaintId, customerId, unitId, at, by, fields }: RowCore): ComplaintEvent {
    const { lodging } = this.mapping;
    const data = {
      complaintId,
      customerId,
      contactId: null,
      category: this.optional('category', lodging.category, fields),
      severity: this.optional('severity', lodging.severity, fields) ?? ('general' as const),
      channel: this.optional('channel', lodging.channel, fields) ?? ('legacy' as const),
      statement: this.text(lodging.statement, fields),
      remedySought: cut(fill(lodging.remedySought, fields), textLimit),
      ownerId: by,
      unitId,
      promises: [],
    };
    return { type: 'ComplaintLodged', at, by, data };
  }

  private text(text: Text, fields: Fields): string {
    const kept = this.mapping.columns.keep
      .map(({ index, name }) => ({ name, field: fields[index]!.trim() }))
      .filter(({ field }) => field !== '')
      .map(({ name, field }) => `${name}: ${field}`);
    const whole = [fill(text, fields).trim(), ...kept].filter((line) => line !== '').join('\n');
    if (whole.length > textLimit) this.remarks.textCut();
    return cut(whole, textLimit);
  }

  private optional<Value>(name: string, choice: Choice<Value> | undefined, fields: Fields) {
    if (!choice) return null;
    const chosen = choose(choice, fields);
    if (chosen === 'blank') return null;
    if ('value' in chosen) return chosen.value;
    this.remarks.unknownWord(name, chosen.unknown);
    return null;
  }
}

function needed<Value>(name: string, choice: Choice<Value>, fields: Fields): Value {
  const chosen = choose(choice, fields);
  if (chosen === 'blank') throw new NotUnderstood(`no ${name}`, `the ${name} is blank`);
  if ('value' in chosen) return chosen.value;
  throw new NotUnderstood(
    `${name} without a meaning`,
    `the ${name} "${chosen.unknown}" has no meaning; add it to "values" or write "otherwise"`,
  );
}

function amountOf(
  amount: Extract<ActivityMeaning, { event: 'remedied' }>['amount'],
  fields: Fields,
) {
  const text = amount ? fields[amount.column.index]!.trim() : '';
  if (!amount || text === '') return null;
  const fen = fenOf(text, amount.in);
  if (fen !== null) return fen;
  throw new NotUnderstood('amount unreadable', `"${text}" is no amount in ${amount.in}`);
}
