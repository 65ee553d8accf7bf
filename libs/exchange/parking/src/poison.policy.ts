/** Which failures pass by themselves, and which only a person or a new release can end. */
import { CommandIdReused, Poison, Refused } from '@taizhang/kernel';

// By name: what a library throws may be another realm's error, of another class of that name.
const bugs = ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'EvalError', 'URIError'];
const contractErrors = ['ZodError', '$ZodError'];

/** A message that fails so must not hold up others; everything else is worth another attempt. */
export function isPoison(error: unknown): boolean {
  if (error instanceof Poison || error instanceof Refused) return true;
  if (error instanceof CommandIdReused) return true;
  if (!(error as Error | null)?.name) return false;
  const { name, message, code } = error as Error & Readonly<{ code?: unknown }>;
  // What PostgreSQL cannot take, e.g. a NUL in a text, it takes at no other attempt.
  if (typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code)) return true;
  // The network's failures come from `fetch` as a TypeError.
  if (name === 'TypeError' && message === 'fetch failed') return false;
  return bugs.includes(name) || contractErrors.includes(name);
}

const lengthMax = 500;

/** For operators, without any value of the message: those may be personal. */
export function reasonOf(error: unknown): string {
  return sentenceOf(error).slice(0, lengthMax);
}

function sentenceOf(error: unknown): string {
  if (!(error as Error | null)?.name) return String(error);
  const { name, message, issues } = error as Error & { issues?: readonly Issue[] };
  if (contractErrors.includes(name) && issues) {
    const places = issues.map(({ path, code }) => `${path.join('.') || 'data'} (${code})`);
    return `contract: ${places.join(', ')}`;
  }
  if (error instanceof Poison || error instanceof Refused) return message;
  return `${name}: ${repeatsValue(error as Error) ? message.replace(/["'].*["']/s, '"…"') : message}`;
}

/** What does not parse is repeated by the parser, and so is what PostgreSQL cannot take (22). */
const repeatsValue = (error: Error & Readonly<{ code?: string }>) =>
  error.name === 'SyntaxError' || /^22/.test(error.code ?? '');

type Issue = Readonly<{ path: readonly PropertyKey[]; code: string }>;
