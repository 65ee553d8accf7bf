/** The end of a list: how much is shown, and the next page. */
import { Button } from 'antd';
import { useTexts } from './texts';
import { uiTexts } from './ui.texts';

export type MoreProps = Readonly<{
  shown: number;
  pages: Readonly<{
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
  }>;
}>;

export function More({ shown, pages }: MoreProps) {
  const t = useTexts(uiTexts);
  return (
    <div className="tz-more">
      <span className="tz-muted" role="status">
        {t(pages.hasNextPage ? 'listed' : 'listedAll', { count: shown })}
      </span>
      {pages.hasNextPage && (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('loadMore')}
        </Button>
      )}
    </div>
  );
}
