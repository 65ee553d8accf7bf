/** Units, people and customers that rows name: counted, and registered when first seen. */
import { derivedId } from '@taizhang/kernel';
import type { LedgerWriter } from './ledger-writer';
import type { LedgerMapping } from './mapping/mapping.schema';
import { eachOf } from './each-of';
import { choose, cut } from './rows/cells';
import { bitsOf, FingerprintCounter } from './rows/fingerprint-counter';
import type { Named, UnderstoodRow } from './rows/row-reader';

/** So many ids are remembered as registered; asking the ledger again has no effect. */
const remembered = 100_000;

export class Newcomers {
  private readonly seenCustomers = new FingerprintCounter();
  private readonly seenPeople = new FingerprintCounter();
  private readonly registered = new Set<string>();

  constructor(
    private readonly mapping: LedgerMapping,
    private readonly writer: LedgerWriter | null,
  ) {}

  get customers() {
    return this.seenCustomers.size;
  }

  get people() {
    return this.seenPeople.size;
  }

  count({ person, customer }: UnderstoodRow) {
    if (person) this.seenPeople.see(...bitsOf(person.id));
    if (customer) this.seenCustomers.see(...bitsOf(customer.id));
  }

  /** Afterwards everybody whom the rows name is in the ledger. */
  async register(rows: readonly UnderstoodRow[], concurrency: number) {
    const { writer } = this;
    if (!writer) return;
    await this.each(
      rows,
      ({ unit }) => unit,
      concurrency,
      (row) => this.unit(writer, row),
    );
    await this.each(
      rows,
      ({ person }) => person,
      concurrency,
      (row) => this.person(writer, row),
    );
    await this.each(
      rows,
      ({ customer }) => customer,
      concurrency,
      (row) => this.customer(writer, row),
    );
  }

  private async each(
    rows: readonly UnderstoodRow[],
    whom: (row: UnderstoodRow) => Named<string> | null,
    concurrency: number,
    register: (row: UnderstoodRow) => Promise<void>,
  ) {
    const fresh = new Map<string, UnderstoodRow>();
    for (const row of rows) {
      const id = whom(row)?.id;
      if (id !== undefined && !this.registered.has(id) && !fresh.has(id)) fresh.set(id, row);
    }
    await eachOf([...fresh.values()], concurrency, register);
    if (this.registered.size > remembered) this.registered.clear();
    for (const id of fresh.keys()) this.registered.add(id);
  }

  private unit(writer: LedgerWriter, row: UnderstoodRow) {
    const { units, source } = this.mapping;
    const { id: unitId, legacyName } = row.unit;
    const name = legacyName === '' ? (units.home ?? source) : named(units.name, legacyName, 60);
    return writer.openUnit({ ...this.sighting(row, unitId), unitId, name, kind: units.kind });
  }

  private person(writer: LedgerWriter, row: UnderstoodRow) {
    const { id: staffId, legacyName } = row.person!;
    const name = named(this.mapping.people.name, legacyName, 60);
    const unitId = row.unit.id;
    return writer.registerStaffMember({ ...this.sighting(row, staffId), staffId, name, unitId });
  }

  private customer(writer: LedgerWriter, row: UnderstoodRow) {
    const { customers } = this.mapping;
    const { id: customerId, legacyName } = row.customer!;
    const chosen = customers.kind && choose(customers.kind, row.fields);
    const kind = typeof chosen === 'object' && 'value' in chosen ? chosen.value : 'resident';
    const name = named(customers.name, legacyName, 80);
    const unitId = row.unit.id;
    const sighting = this.sighting(row, customerId);
    return writer.registerCustomer({ ...sighting, customerId, name, kind, unitId });
  }

  private sighting({ fact }: UnderstoodRow, id: string) {
    const commandId = derivedId('import', this.mapping.source, id);
    return { at: fact.event.at, origin: fact.origin, commandId };
  }
}

const named = (template: string, legacyName: string, limit: number) =>
  cut(
    template.replaceAll('{value}', () => legacyName),
    limit,
  );
