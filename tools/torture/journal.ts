/** What clients told the platform and what they were answered: the other side of the log. */

/** What became of one command, as its sender knows it. */
export type Outcome = 'acknowledged' | 'refused' | 'unknown';

export type Told = Readonly<{
  /** As every event of it must name it. */
  commandId: string;
  path: string;
  /** How often it was sent. */
  attempts: number;
  /** Some answer never came: the command may have been carried out before it was repeated. */
  wasLost: boolean;
  outcome: Outcome;
  /** Of the last answer; 0 when there was none. */
  status: number;
  /** Of the problem it was refused with. */
  code?: string;
  /** Of the stream, as acknowledged; absent where a command answers without them. */
  stream?: string;
  revision?: number;
  position?: bigint;
}>;

/** A fact of another system that was taken in, or was there already. */
export type ToldFact = Readonly<{
  /** As the other system calls it; the log does not. */
  id: string;
  stream: string;
  type: string;
  /** Of the last event that it led to. */
  position: bigint | null;
}>;

/** A customer, whose name must be legible in the end, or must not. */
export type Known = Readonly<{
  id: string;
  name: string;
  /** Part of the name and of the numbers of their account, and of nobody else's. */
  word: string;
}>;

/** Something an operator did; `wrong` says what no operator should meet. */
export type Acted = Readonly<{ act: string; wrong: string | undefined }>;

export class Journal {
  readonly commands: Told[] = [];
  readonly facts: ToldFact[] = [];
  readonly customers: Known[] = [];
  /** Whom nobody may find any more. */
  readonly erased: Known[] = [];
  /** What a client met that no client should meet; each names the command. */
  readonly surprises: string[] = [];
  readonly acts: Acted[] = [];
  /** Answers by status; 0 for none. */
  readonly answers = new Map<number, number>();
  /** Commands under way at this moment. */
  underWay = 0;

  /** Somebody is about to be erased: their name need not be legible any more. */
  leaves(id: string): Known {
    const at = this.customers.findIndex((known) => known.id === id);
    return this.customers.splice(at, 1)[0]!;
  }

  answered(status: number): void {
    this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
  }

  count(outcome: Outcome): number {
    return this.commands.filter((told) => told.outcome === outcome).length;
  }
}
