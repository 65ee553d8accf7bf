/** The list as a file: every page of it, with the filters as they stand. */
import {
  categoryTitles,
  severityTitles,
  statusTitles,
  verdictTitles,
} from '@taizhang/contracts/complaints';
import { channelTitles } from '@taizhang/contracts/intake';
import type { Complaint, Shown } from '@taizhang/contracts/views';
import {
  complaintPage,
  everyItem,
  useDirectory,
  type ComplaintsAsked,
} from '@taizhang/portal/data-access';
import {
  csvOf,
  download,
  formatDue,
  formatInstant,
  localDayOf,
  ProblemNotice,
  useLanguage,
  useTerm,
  useTexts,
  useUiTexts,
} from '@taizhang/portal/ui';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { complaintTexts } from './complaints.texts';

const mostRows = 20_000;

export function ExportButton({ asked }: Readonly<{ asked: ComplaintsAsked }>) {
  const t = useTexts(complaintTexts);
  const ui = useUiTexts();
  const table = useTable();
  const exporting = useMutation({
    mutationFn: () => everyItem((cursor) => complaintPage(asked, cursor, 200), mostRows),
    onSuccess: ({ items }) => {
      download(
        `${t('title')}-${localDayOf(Date.now())}.csv`,
        csvOf(table.head, items.map(table.row)),
      );
    },
  });
  return (
    <>
      <Button loading={exporting.isPending} onClick={() => exporting.mutate()}>
        {ui('exportCsv')}
      </Button>
      {exporting.data?.complete === false && (
        <span role="status">{ui('exportCut', { count: mostRows })}</span>
      )}
      {exporting.error && (
        <ProblemNotice error={exporting.error} onRetry={() => exporting.mutate()} />
      )}
    </>
  );
}

function useTable() {
  const t = useTexts(complaintTexts);
  const term = useTerm();
  const language = useLanguage();
  const ui = useUiTexts();
  const { nameOf } = useDirectory();
  const name = (id: string | null) => (id ? nameOf(id) : '');
  const head = [
    t('column.id'),
    t('column.status'),
    t('column.category'),
    t('column.severity'),
    t('export.channel'),
    t('column.statement'),
    t('column.unit'),
    t('column.handler'),
    t('column.lodged'),
    t('export.promise'),
    t('export.due'),
    t('export.verdict'),
    t('export.missed'),
    t('export.satisfaction'),
    t('export.source'),
    ui('parked.since'),
  ];
  const row = (complaint: Shown<Complaint>) => [
    complaint.id,
    term(statusTitles, complaint.status),
    term(categoryTitles, complaint.category),
    term(severityTitles, complaint.severity),
    term(channelTitles, complaint.channel),
    complaint.statement,
    name(complaint.unitId),
    name(complaint.handlerId),
    formatInstant(complaint.lodgedAt, language),
    complaint.nextPromise ? ui.promise(complaint.nextPromise) : '',
    complaint.nextDueAt ? formatDue(complaint.nextDueAt, language) : '',
    complaint.verdict ? term(verdictTitles, complaint.verdict) : '',
    complaint.missed,
    complaint.satisfaction,
    complaint.source,
    complaint.parked ? formatInstant(complaint.parked.since, language) : '',
  ];
  return { head, row };
}
