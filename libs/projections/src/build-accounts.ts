/** What a rebuild has taken in, kept as live running keeps it. */
import type { EventLog, ReadModel, Recorded } from '@taizhang/kernel';
import { AppliedRanges, fingerprintOf, rangeWidthOf } from './applied-ranges';
import { nextSchemaOf, tablesOf, type Queries } from './schema';

export class BuildAccounts {
  private readonly ranges: ReadonlyMap<string, AppliedRanges>;
  private readonly byType = new Map<string, AppliedRanges[]>();

  constructor(log: EventLog, models: readonly ReadModel[]) {
    const width = rangeWidthOf(log);
    this.ranges = new Map(models.map((model) => [nextSchemaOf(model), new AppliedRanges(width)]));
    for (const model of models) {
      const ranges = this.ranges.get(nextSchemaOf(model))!;
      for (const type of new Set(tablesOf(model).flatMap(({ types }) => types))) {
        this.byType.set(type, [...(this.byType.get(type) ?? []), ranges]);
      }
    }
  }

  /** To be told of every event that is folded, once. */
  add(event: Recorded): void {
    const concerned = this.byType.get(event.type);
    if (!concerned) return;
    const fingerprint = fingerprintOf(event);
    for (const ranges of concerned) ranges.add(event, fingerprint);
  }

  /** Writes what was added since it was last asked to, beside the rows and in their transaction. */
  async write(db: Queries): Promise<void> {
    for (const [schema, ranges] of this.ranges) await ranges.write(db, schema);
  }
}
