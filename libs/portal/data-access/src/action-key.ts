/**
 * The Idempotency-Key of an act. An attempt that ended in doubt is repeated under the same key, so
 * that it happens once; another body, or the same body after success, is another act.
 */
export class ActionKey {
  private fingerprint: string | undefined;
  private key = '';

  constructor(private readonly create: () => string = randomKey) {}

  for(...parts: readonly unknown[]): string {
    const fingerprint = JSON.stringify(parts);
    if (fingerprint !== this.fingerprint) {
      this.fingerprint = fingerprint;
      this.key = this.create();
    }
    return this.key;
  }

  /** To be called once the act is answered for good: the next one is a new act. */
  done() {
    this.fingerprint = undefined;
  }
}

/** `crypto.randomUUID` exists only on https and localhost; a hall's intranet may have neither. */
export function randomKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
