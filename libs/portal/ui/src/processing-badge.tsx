/** Marks whoever may not be used or is not known any more, wherever a customer is shown. */
import type { Customer } from '@taizhang/contracts/views';
import { Badge } from './badges';
import { useTexts } from './texts';
import { uiTexts } from './ui.texts';

/** Nothing for whom nothing was decided. */
export function ProcessingBadge({ processing }: Pick<Customer, 'processing'>) {
  const t = useTexts(uiTexts);
  if (processing === 'restricted')
    return <Badge tone="warning">{t('processing.restricted')}</Badge>;
  if (processing === 'erased') return <Badge tone="neutral">{t('processing.erased')}</Badge>;
  return null;
}
