/** What the assessment service would have folded by now, by the same projections. */
import {
  evidenceOf,
  finishedCases,
  isAskedAbout,
  openCallbacks,
  staffEvidence,
  type FinishedCase,
  type AskedAbout,
  type OpenCallback,
  type StaffEvidence,
} from '@taizhang/assessment/application';
import type { Evidence, FramedCase } from '@taizhang/contracts/assessment';
import type { Message, Projection, Recorded } from '@taizhang/kernel';

type Days = Readonly<{ from: string; to: string }>;

export class DemoMemory {
  /** The event that was decided last. */
  latest: Recorded | undefined;
  private readonly cases = new Map<string, FinishedCase>();
  private readonly callbacks = new Map<string, OpenCallback>();
  private readonly days = new Map<string, StaffEvidence>();

  hear(event: Recorded): void {
    this.latest = event;
    fold(finishedCases as unknown as Projection<FinishedCase>, this.cases, event);
    fold(openCallbacks as unknown as Projection<OpenCallback>, this.callbacks, event);
    fold(staffEvidence as unknown as Projection<StaffEvidence>, this.days, event);
  }

  openCallbacks = (about: AskedAbout): OpenCallback[] =>
    [...this.callbacks.values()].filter((callback) => isAskedAbout(callback, about));

  /** Somebody still has to make it. */
  isToCall = (callbackId: string): boolean => this.callbacks.has(callbackId);

  case = (id: string): FinishedCase | undefined => this.cases.get(id);

  frame({ from, to }: Days): FramedCase[] {
    return [...this.cases.values()]
      .filter(({ closedOn }) => from <= closedOn && closedOn <= to)
      .map(({ id, customerId, unitId, handlerId, closedOn }) => {
        const framed = { caseId: id, customerId, unitId, handlerId, closedOn };
        return framed as FramedCase;
      })
      .sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
  }

  evidence(staffId: string, { from, to }: Days): Evidence[] {
    const own = [...this.days.values()].filter(
      (row) => row.staffId === staffId && from <= row.day && row.day <= to,
    );
    return evidenceOf((figure) => own.reduce((sum, row) => sum + row[figure], 0));
  }
}

function fold<Row extends { readonly id: string }>(
  projection: Projection<Row>,
  rows: Map<string, Row>,
  event: Recorded<Message>,
): void {
  if (!projection.types.includes(event.type)) return;
  for (const key of projection.keysOf(event)) {
    const next = projection.evolve(rows.get(key) ?? null, event, key);
    if (next) rows.set(key, next);
    else rows.delete(key);
  }
}
