/** A ledger in memory, and files on disk, for the specs of this library. */
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Checkpoint, ImportCheckpoints, ImportName } from './checkpoints';
import { openCsv } from './csv/open-csv';
import { importLedger, type ImportOptions } from './import-ledger';
import type {
  CaseRows,
  CaseWritten,
  HistoryFact,
  LedgerWriter,
  LegacyCustomer,
  LegacyStaffMember,
  LegacyUnit,
} from './ledger-writer';
import { parseMapping, problemLine } from './mapping/read-mapping';
import { continueCase, eventIdOf } from './rows/continue-case';

export class MemoryLedger implements LedgerWriter, ImportCheckpoints {
  readonly streams = new Map<string, { id: string; event: ComplaintEvent; fact: HistoryFact }[]>();
  readonly units = new Map<string, LegacyUnit>();
  readonly people = new Map<string, LegacyStaffMember>();
  readonly customers = new Map<string, LegacyCustomer>();
  private readonly checkpoints = new Map<string, Checkpoint & { of: string }>();
  /** Calls of `recordCase`, to see what a resumed import left alone. */
  casesAsked = 0;
  beforeCase: () => void = () => undefined;

  get events() {
    return [...this.streams.values()].flat();
  }

  async head() {
    return BigInt(this.events.length);
  }

  async openUnit(unit: LegacyUnit) {
    if (!this.units.has(unit.unitId)) this.units.set(unit.unitId, unit);
  }

  async registerStaffMember(member: LegacyStaffMember) {
    if (!this.people.has(member.staffId)) this.people.set(member.staffId, member);
  }

  async registerCustomer(customer: LegacyCustomer) {
    if (!this.customers.has(customer.customerId)) {
      this.customers.set(customer.customerId, customer);
    }
  }

  async recordCase(rows: CaseRows): Promise<CaseWritten> {
    this.casesAsked++;
    this.beforeCase();
    const stream = this.streams.get(rows.complaintId) ?? [];
    const { facts, inferred, repeated } = continueCase(stream, rows);
    const recorded = facts.map((fact) => ({ id: eventIdOf(fact), event: fact.event, fact }));
    this.streams.set(rows.complaintId, [...stream, ...recorded]);
    return { written: facts.length - (inferred ? 1 : 0), repeated, inferred, irregular: [] };
  }

  async of({ mapping }: ImportName): Promise<readonly Checkpoint[]> {
    return [...this.checkpoints.values()].filter((checkpoint) => checkpoint.of === mapping);
  }

  async save({ mapping }: ImportName, checkpoint: Checkpoint) {
    const key = `${mapping} ${checkpoint.bytes} ${checkpoint.digest}`;
    this.checkpoints.set(key, { ...checkpoint, of: mapping });
  }
}

/** A folder of a spec's own, gone after it. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'legacy-import-'));

  write(name: string, content: string | Uint8Array): string {
    const path = join(this.path, name);
    writeFileSync(path, content);
    return path;
  }

  remove() {
    rmSync(this.path, { recursive: true });
  }
}

export type Imported = Readonly<{
  csv: string;
  mapping: string;
  ledger: MemoryLedger | null;
}> &
  Partial<Omit<ImportOptions, 'file' | 'mapping' | 'ledger'>>;

/** Imports a file as the command line does, and fails on a mapping that is wrong. */
export async function importFile({ csv, mapping, ledger, ...options }: Imported) {
  const parsed = parseMapping('mapping.yaml', mapping);
  const file = await openCsv(csv, parsed.csv);
  const checked = parsed.check(file.header);
  if ('problems' in checked) throw new Error(checked.problems.map(problemLine).join('\n'));
  return importLedger({
    file,
    mapping: checked.mapping,
    ledger: ledger && { writer: ledger, checkpoints: ledger },
    rejectedPath: `${csv}.rejected.csv`,
    ...options,
  });
}
