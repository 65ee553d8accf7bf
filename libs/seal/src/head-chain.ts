/** Whether signed heads are one chain, each signed by the key whose turn it was. */
import { headOf, isSigned, textHash, type Head, type SignedHead } from './head';

export type ChainFault = Readonly<{ sentence: string }>;

/** Walks a chain from its first head; answers the first fault, as a sentence. */
export class HeadChain {
  private before: { head: Head; text: string } | undefined;
  /** Every public key that has signed, oldest first. */
  readonly publicKeys: string[] = [];

  /** Answers what is wrong with this head as the next one; undefined when nothing is. */
  next(signed: SignedHead): string | undefined {
    const head = headOf(signed);
    if (!head) return `A head cannot be read: ${JSON.stringify(signed.text.slice(0, 80))}.`;
    const named = `The head of ${head.size} events signed at ${head.at}`;
    const { before } = this;
    this.before = { head, text: signed.text };
    if (!this.publicKeys.includes(head.key)) this.publicKeys.push(head.key);
    if (!isSigned(signed, head.key)) return `${named} has a false signature.`;
    if (!before)
      return head.previous === null
        ? undefined
        : `Heads before that of ${head.size} events are missing.`;
    if (head.previous !== textHash(before.text)) {
      return `${named} does not follow the one before it: a head is missing or was exchanged.`;
    }
    if (head.size < before.head.size) return `${named} is over fewer events than the one before.`;
    if (head.key !== (before.head.nextKey ?? before.head.key)) {
      return `${named} is signed by a key that was not introduced.`;
    }
    if (before.head.nextKey && head.size !== before.head.size) {
      return `${named} should confirm a new key over ${before.head.size} events.`;
    }
    return undefined;
  }
}
