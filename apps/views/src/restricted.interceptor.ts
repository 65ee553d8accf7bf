/**
 * What is restricted is kept and not shown: whoever asks without answering for personal data sees
 * blanks where a restricted person's would stand (PIPL article 47, paragraph 2).
 */
import { personalFields } from '@taizhang/kernel';
import { atRevision } from '@taizhang/platform/http';
import { eventCatalogue } from '@taizhang/platform/ledger';
import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { mergeMap, type Observable } from 'rxjs';
import { RestrictedThings, isSomebodys } from './restricted-things';

/** Read models call what they show as events call it. */
const personal: ReadonlySet<string> = new Set([
  ...Object.values(eventCatalogue).flatMap((definition) => personalFields(definition)),
  // Lists of accounts say whose each is; scorecards, what was objected and answered.
  ...['customerName', 'objection', 'reviewReason'],
]);

type Asked = Readonly<{
  principal?: Readonly<{ staffId: string; permissions: readonly string[] }> | null;
  params?: Readonly<Record<string, string>>;
}>;
type Asking = Readonly<{ asked: string; staffId: string }>;
type Fields = Readonly<Record<string, unknown>>;

@Injectable()
export class RestrictedInterceptor implements NestInterceptor {
  constructor(private readonly things: RestrictedThings) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { principal, params } = context.switchToHttp().getRequest<Asked>();
    if (!principal || principal.permissions.includes('privacy.read')) return next.handle();
    const asked = params?.['id'] ?? '';
    const { staffId } = principal;
    return next.handle().pipe(mergeMap((answer) => this.shown(answer, { asked, staffId })));
  }

  /** @param asked the id that was asked about: what is told of it need not say so again */
  private async shown(answer: unknown, { asked, staffId }: Asking): Promise<unknown> {
    if (!isFields(answer) || !(await this.things.areThere())) return answer;
    const named = new Set<string>();
    collect(asked, named);
    collect(answer, named);
    const restricted = await this.things.among(named, staffId);
    return restricted.size === 0 ? answer : blanked(answer, restricted, restricted.has(asked));
  }
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Fields that say which thing a part of an answer tells of. */
const naming = [
  ...['id', 'stream', 'caseId', 'complaintId', 'faultId', 'contactId', 'inquiryId'],
  ...['accountId', 'callbackId', 'ratingId'],
];

/** Whether a part says that it tells of a restricted person. */
function tellsOf(part: Fields, restricted: ReadonlySet<string>): boolean {
  const isRestricted = (id: unknown) => typeof id === 'string' && restricted.has(id);
  const { id, customerId } = part;
  // Whose a thing is counts, also where it is shown as it was taken for another's.
  if (typeof customerId === 'string') return isRestricted(customerId) || isRestricted(id);
  return naming.some((field) => isRestricted(part[field]));
}

/** Every id in an answer that may be of somebody's. */
function collect(value: unknown, named: Set<string>): void {
  if (typeof value === 'string' && isSomebodys(value)) named.add(value);
  if (!isFields(value)) return;
  for (const inner of Object.values(value)) collect(inner, named);
}

/** A copy; `theirs` where what is around it tells of a restricted person already. */
function blanked(value: unknown, restricted: ReadonlySet<string>, theirs: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => blanked(one, restricted, theirs));
  if (!isFields(value)) return value;
  const isTheirs = theirs || tellsOf(value, restricted);
  // The difference between two moments names the field beside its values.
  const isDifference = typeof value['field'] === 'string' && personal.has(value['field']);
  const entries = Object.entries(value).map(([field, inner]) => {
    if (isTheirs && personal.has(field)) return [field, blankOf(inner)];
    if (isTheirs && isDifference && field !== 'field') return [field, blankOf(inner)];
    return [field, blanked(inner, restricted, isTheirs)];
  });
  const copy = Object.fromEntries(entries) as Fields & { revision: number; body: unknown };
  // What carries an ETag is unwrapped behind this.
  return Object.getPrototypeOf(value) === Object.prototype
    ? copy
    : atRevision(copy.revision, copy.body);
}

const blankOf = (value: unknown) =>
  Array.isArray(value) ? [] : typeof value === 'string' ? '' : null;
