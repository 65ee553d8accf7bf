/** "What was known on the 5th at ten?": finds the step at a moment, by either clock. */
import { complaintAsOf, isProblem } from '@taizhang/portal/data-access';
import { instantOfLocal, ProblemNotice, useTexts } from '@taizhang/portal/ui';
import { useMutation } from '@tanstack/react-query';
import { Button, DatePicker, Select } from 'antd';
import { useState, type FormEvent } from 'react';
import { replayTexts } from './replay.texts';

type MomentFormProps = Readonly<{ complaintId: string; onFound: (revision: number) => void }>;

export function MomentForm({ complaintId, onFound }: MomentFormProps) {
  const t = useTexts(replayTexts);
  const [wallClock, setWallClock] = useState('');
  const [basis, setBasis] = useState<'occurred' | 'recorded'>('occurred');
  const search = useMutation({
    mutationFn: () => complaintAsOf(complaintId, { at: instantOfLocal(wallClock), basis }),
    onSuccess: ({ revision }) => onFound(revision),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (wallClock) search.mutate();
  }

  return (
    <>
      <form className="tz-row tz-moment-form" onSubmit={submit}>
        <label htmlFor="replay-moment">{t('moment')}</label>
        <DatePicker
          id="replay-moment"
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          onChange={(chosen) => setWallClock(chosen ? chosen.format('YYYY-MM-DDTHH:mm') : '')}
        />
        <Select
          aria-label={t('basis.label')}
          value={basis}
          onChange={setBasis}
          options={(['occurred', 'recorded'] as const).map((value) => ({
            value,
            label: t(`basis.${value}`),
          }))}
        />
        <Button htmlType="submit" loading={search.isPending} disabled={!wallClock}>
          {t('moment.go')}
        </Button>
      </form>
      {search.error &&
        (isProblem(search.error, 'not-yet-known') ? (
          <p role="alert">{t('moment.before')}</p>
        ) : (
          <ProblemNotice error={search.error} />
        ))}
    </>
  );
}
