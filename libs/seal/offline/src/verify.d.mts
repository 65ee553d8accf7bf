/** `message` is English, `zh` the same in Chinese. */
declare class Told extends Error {
  readonly zh: string;
}
export class DoesNotFit extends Told {}
export class NotACaseFile extends Told {}

export type VerifiedEvent = Readonly<{
  place: number;
  stream: string;
  revision: number;
  type: string;
  at: string;
  by: string;
  data: Readonly<Record<string, unknown>>;
  hidden: boolean;
}>;

export type VerifiedCase = Readonly<{
  caseId: string;
  at: string;
  keys: readonly string[];
  events: readonly VerifiedEvent[];
  others: readonly string[];
}>;

export function verifyCaseFile(
  files: ReadonlyMap<string, Uint8Array>,
  pinned?: string,
): Promise<VerifiedCase>;
export type VerifiedGrowth = Readonly<{
  older: Readonly<{ size: number; root: string }>;
  newer: Readonly<{ size: number; root: string }>;
  keys: readonly string[];
}>;

export function verifyGrowth(
  files: ReadonlyMap<string, Uint8Array>,
  pinned?: string,
  root?: string,
): Promise<VerifiedGrowth>;
export function readZip(bytes: Uint8Array): Map<string, Uint8Array>;
export function verdict(verified: VerifiedCase, pinned?: string): string;
export function growthVerdict(verified: VerifiedGrowth, pinned?: string, root?: string): string;
export function recordText(event: VerifiedEvent): string;
