/**
 * What is restricted is kept and not shown: whoever asks without answering for personal data sees
 * blanks where a restricted customer's would stand (PIPL article 47, paragraph 2).
 */
import { personalFields } from '@taizhang/kernel';
import { atRevision } from '@taizhang/platform/http';
import { eventCatalogue } from '@taizhang/platform/ledger';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Inject, Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { mergeMap, type Observable } from 'rxjs';
import { In, type DataSource } from 'typeorm';
import { customerEntity } from './entities';

/** Read models call what they show as events call it. */
const personal: ReadonlySet<string> = new Set([
  ...Object.values(eventCatalogue).flatMap((definition) => personalFields(definition)),
  // Lists of accounts say whose each is.
  'customerName',
]);

type Asked = Readonly<{ principal?: Readonly<{ permissions: readonly string[] }> | null }>;
type Fields = Readonly<Record<string, unknown>>;

@Injectable()
export class RestrictedInterceptor implements NestInterceptor {
  constructor(@Inject(READ_MODELS) private readonly readModels: DataSource) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { principal } = context.switchToHttp().getRequest<Asked>();
    if (!principal || principal.permissions.includes('privacy.read')) return next.handle();
    return next.handle().pipe(mergeMap((answer) => this.shown(answer)));
  }

  private async shown(answer: unknown): Promise<unknown> {
    const named = new Set<string>();
    collect(answer, named);
    if (named.size === 0) return answer;
    const rows = await this.readModels.getRepository(customerEntity).find({
      select: { id: true },
      where: { id: In([...named]), processing: 'restricted' },
    });
    if (rows.length === 0) return answer;
    return blanked(answer, new Set(rows.map(({ id }) => id)), false);
  }
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Of whom a part of an answer tells. */
const whose = ({ customerId, id }: Fields): string | undefined =>
  [customerId, id].find((one): one is string => String(one).startsWith('customer-'));

function collect(value: unknown, named: Set<string>): void {
  if (!isFields(value)) return;
  const person = whose(value);
  if (person) named.add(person);
  for (const inner of Object.values(value)) collect(inner, named);
}

/** A copy; `theirs` where what is around it tells of a restricted person already. */
function blanked(value: unknown, restricted: ReadonlySet<string>, theirs: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => blanked(one, restricted, theirs));
  if (!isFields(value)) return value;
  const person = whose(value);
  const isTheirs = person === undefined ? theirs : restricted.has(person);
  // The difference between two moments names the field beside its values.
  const isDifference = typeof value['field'] === 'string' && personal.has(value['field']);
  const entries = Object.entries(value).map(([field, inner]) => {
    if (isTheirs && personal.has(field)) return [field, blankOf(inner)];
    if (isDifference && field !== 'field') return [field, blankOf(inner)];
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
