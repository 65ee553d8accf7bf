export class DoesNotFit extends Error {}
export class NotACaseFile extends Error {}

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
export function verifyGrowth(
  files: ReadonlyMap<string, Uint8Array>,
  pinned?: string,
): Promise<Readonly<{ older: { size: number }; newer: { size: number }; keys: string[] }>>;
export function readZip(bytes: Uint8Array): Map<string, Uint8Array>;
export function verdict(verified: VerifiedCase, pinned?: string): string;
export function recordText(event: VerifiedEvent): string;
