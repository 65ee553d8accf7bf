/** Whether what a case page shows is sealed, and the case as a file that proves itself. */
import type { CaseSeal } from '@taizhang/contracts/views';
import { useCaseFile, useCaseSeal, useMay } from '@taizhang/portal/data-access';
import { download, Facts, Moment, ProblemNotice, useTexts } from '@taizhang/portal/ui';
import { Button, Popover } from 'antd';
import { sealsTexts } from './seals.texts';
import './seals.css';

type SealBadgeProps = Readonly<{
  caseId: string;
  /** Of the last event that the page shows. */
  revision: number;
}>;

export function SealBadge({ caseId, revision }: SealBadgeProps) {
  const t = useTexts(sealsTexts);
  const may = useMay('seal.read');
  const { data: seal } = useCaseSeal(caseId, revision, may);
  if (!may || !seal) return null;
  const state = t(seal.sealed === seal.events ? 'badge.sealed' : 'badge.pending');
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      title={t('case.title')}
      content={<Seal caseId={caseId} seal={seal} />}
    >
      <Button size="small" aria-label={t('badge.label', { state })}>
        {state}
      </Button>
    </Popover>
  );
}

function Seal({ caseId, seal }: Readonly<{ caseId: string; seal: CaseSeal }>) {
  const t = useTexts(sealsTexts);
  const mayExport = useMay('evidence.read');
  const { events, sealed, head, place } = seal;
  return (
    <div className="tz-seal">
      <p>{t(sealed === events ? 'case.sealed' : 'case.pending', { events, sealed })}</p>
      {head && (
        <Facts
          items={[
            [t('case.at'), <Moment key="at" at={head.at} />],
            [t('case.place'), (place ?? 0).toLocaleString('en-US')],
            [t('case.size'), t('events', { count: head.size.toLocaleString('en-US') })],
            [t('case.root'), <code key="root">{head.root}</code>],
            [t('case.key'), <code key="key">{head.key}</code>],
          ]}
        />
      )}
      {mayExport && <Download caseId={caseId} />}
    </div>
  );
}

function Download({ caseId }: Readonly<{ caseId: string }>) {
  const t = useTexts(sealsTexts);
  const file = useCaseFile(caseId);
  const ask = async () => {
    const { fileName, zip } = await file.mutateAsync();
    download(fileName, bytesOf(zip), 'application/zip');
  };
  return (
    <>
      {file.error && <ProblemNotice error={file.error} />}
      {/* What went wrong is shown above. */}
      <Button loading={file.isPending} onClick={() => void ask().catch(() => undefined)}>
        {t('download')}
      </Button>
      <p className="tz-muted tz-small">{t('download.hint')}</p>
    </>
  );
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
