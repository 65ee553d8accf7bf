/** A value of a field: where it is the id of something that has a page, a link to it. */
import { historyKindOf } from '@taizhang/contracts/views';
import { CaseLink } from '@taizhang/portal/ui';
import type { PartKind } from './titles';
import { useWords } from './use-words';

type ValueProps = Readonly<{ kind: PartKind; field: string; value: unknown }>;

export function Value({ kind, field, value }: ValueProps) {
  const words = useWords();
  if (typeof value === 'string' && historyKindOf(value)) return <CaseLink id={value} />;
  return <>{words.value(kind, field, value)}</>;
}
