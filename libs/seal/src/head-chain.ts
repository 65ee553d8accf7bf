/** Whether signed heads are one chain, each signed by the key whose turn it was. */
import { headOf, isSigned, textHash, type Head, type SignedHead } from './head';
import { SealRefused } from './refusal';

/** Walks a chain, from its first head or behind one that is known to be of it. */
export class HeadChain {
  private before: Readonly<{ head: Head; text: string }> | undefined;
  /** Every public key that has signed in its turn, oldest first. */
  readonly publicKeys: string[] = [];

  constructor(before?: SignedHead & Readonly<{ head: Head }>) {
    this.before = before;
  }

  /** Of the last head that was signed by the key whose turn it was. */
  get text(): string | undefined {
    return this.before?.text;
  }

  /**
   * Answers what is wrong with this head as the next one; undefined when nothing is. What is not
   * signed by the key whose turn it is, is told and passed over: anybody can write that.
   */
  next(signed: SignedHead): string | undefined {
    const head = headOf(signed);
    if (!head) return `A head cannot be read: ${JSON.stringify(signed.text.slice(0, 80))}.`;
    const named = `The head of ${head.size} events signed at ${head.at}`;
    const { before } = this;
    if (!isSigned(signed, head.key)) return `${named} has a false signature.`;
    if (before && head.key !== (before.head.nextKey ?? before.head.key)) {
      return `${named} is signed by a key that was not introduced.`;
    }
    this.before = { head, text: signed.text };
    if (!this.publicKeys.includes(head.key)) this.publicKeys.push(head.key);
    if (!before)
      return head.previous === null
        ? undefined
        : `Heads before that of ${head.size} events are missing.`;
    if (head.previous !== textHash(before.text)) {
      return `${named} does not follow the one before it: a head is missing or was exchanged.`;
    }
    if (head.size < before.head.size) return `${named} is over fewer events than the one before.`;
    if (before.head.nextKey && head.size !== before.head.size) {
      return `${named} should confirm a new key over ${before.head.size} events.`;
    }
    return undefined;
  }
}

/** Heads that go on from one that is known, up to the first that does not. @throws SealRefused */
export async function* following(
  known: (SignedHead & Readonly<{ head: Head }>) | undefined,
  heads: AsyncIterable<SignedHead> | Iterable<SignedHead>,
): AsyncIterable<SignedHead> {
  const chain = new HeadChain(known);
  for await (const head of heads) {
    const fault = chain.next(head);
    if (fault) throw new SealRefused('heads-differ', `${fault} Run "taizhang verify".`);
    yield head;
  }
}
