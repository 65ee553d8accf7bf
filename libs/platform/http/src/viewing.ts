/** Who looked at what: what a route declares it shows, and what is told of each look. */
import type { Instant } from '@taizhang/kernel';
import type { Principal } from './ports';
import type { DeclaredRoute } from './declared-routes';

/** The personal thing that an answer shows: one by a path parameter, or each item of a list. */
export type Views = Readonly<{ kind: string }> &
  (Readonly<{ id: string }> | Readonly<{ each: string }>);

/** One look of one person; ids only, never what was seen. */
export type Look = Readonly<{
  at: Instant;
  staffId: string;
  /** The unit they worked for at that moment. */
  unitId: string | null;
  /** `ComplaintViews.one`, as in the API's description. */
  operation: DeclaredRoute['name'];
  kind: string;
  /** Ids of what was seen, or refused; none where there was nothing of that id. */
  subjects: readonly string[];
  /** `seen`, or the code of the problem that was answered instead. */
  outcome: string;
  correlationId: string;
}>;

export const ACCESS_RECORDER = Symbol('AccessRecorder');

/**
 * Takes a look into safe keeping. Returns at once as a rule, a promise when it cannot keep up;
 * when that fails nothing is shown, because nobody would know that it was.
 */
export type AccessRecorder = (look: Look) => void | Promise<void>;

type Asked = Readonly<{
  views: Views;
  principal: Principal;
  operation: string;
  at: Instant;
  correlationId: string;
}>;

const lookOf = (
  { views, principal, ...told }: Asked,
  subjects: readonly string[],
  outcome: string,
): Look => {
  const { staffId, unitId } = principal;
  return { ...told, staffId, unitId, kind: views.kind, subjects, outcome };
};

/** What the answer showed: ids are those of the thing asked for, or of the items listed. */
export function lookAt(asked: Asked, params: unknown, body: unknown): Look {
  const { views } = asked;
  if ('id' in views) return lookOf(asked, idsIn([params], views.id), 'seen');
  const { items = [] } = body as { items?: readonly unknown[] };
  return lookOf(asked, idsIn(items, views.each), 'seen');
}

/** A look that showed nothing; what was asked for by an id that may be made up is not kept. */
export function lookRefused(asked: Asked, params: unknown, code: string): Look {
  const { views } = asked;
  const ids = 'id' in views && code !== 'not-found' ? idsIn([params], views.id) : [];
  return lookOf(asked, ids, code);
}

/** Ids of ours hold letters and digits; a telephone number in their place is none. */
const idShape = /^[a-z]+(-[a-z]+)*-(?=[0-9a-z]*[a-z])[0-9a-z]{1,40}$|^[a-z-]+-\d{1,5}$/;

function idsIn(parts: readonly unknown[], field: string): string[] {
  const ids = parts.map((part) => (part as Record<string, unknown> | null)?.[field]);
  const known = ids.filter((id): id is string => typeof id === 'string' && idShape.test(id));
  return [...new Set(known)];
}
