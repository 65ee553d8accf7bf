/** Zod's issues as sentences: what is wrong, what to write instead. */
import type { z } from 'zod';
import { didYouMean } from './closest';
import { activityTargets } from './mapping.schema';
import { keySeparator } from './section';

export type Complaint = Readonly<{
  path: readonly PropertyKey[];
  /** Whether the key itself is wrong rather than what it says. */
  about: 'key' | 'value';
  sentence: string;
}>;

type Issue = z.core.$ZodIssue;

/** @param valueAt what the mapping file says at a path; undefined where it says nothing */
export function complaintsOf(
  issue: Issue,
  valueAt: (path: readonly PropertyKey[]) => unknown,
): readonly Complaint[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(keySeparator);
    return issue.keys.map((key) => ({
      path: [...path, key],
      about: 'key',
      sentence:
        `unknown key "${key}"${didYouMean(key, known)}` + ` (known here: ${known.join(', ')})`,
    }));
  }
  const value = valueAt(path);
  const sentence = value === undefined ? missing(issue) : wrong(issue, value);
  return [{ path, about: 'value', sentence }];
}

function missing(issue: Issue): string {
  const words = wordsOf(issue);
  const name = issue.path.filter((part) => part !== 'constant').join('.');
  if (issue.code === 'custom') return `"${name}" is missing; ${issue.message}`;
  return `"${name}" is missing${words.length > 0 ? `; write one of ${words.join(', ')}` : ''}`;
}

function wrong(issue: Issue, value: unknown): string {
  const words = wordsOf(issue);
  if (words.length > 0) {
    const near = typeof value === 'string' ? didYouMean(value, words) : '';
    return `${shown(value)} is not one of ${words.join(', ')}${near}`;
  }
  switch (issue.code) {
    case 'invalid_type':
      return `${shown(value)} stands where ${expected[issue.expected] ?? issue.expected} belongs`;
    case 'too_big':
      return `${shown(value)} is too large; at most ${issue.maximum}`;
    case 'too_small':
      return `${shown(value)} is too small; at least ${issue.minimum}`;
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'invalid_value':
    case 'unrecognized_keys':
    case 'invalid_format':
    case 'invalid_union':
    case 'custom':
      return issue.message;
  }
}

/** The words that would have been right, where there is a list of them. */
function wordsOf(issue: Issue): readonly string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  const isTarget = issue.code === 'invalid_union' && issue.discriminator === 'event';
  return isTarget ? activityTargets : [];
}

const expected: Record<string, string> = {
  object: 'a map (key: value)',
  record: 'a map (key: value)',
  array: 'a list',
  string: 'a text (put it in quotes)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
