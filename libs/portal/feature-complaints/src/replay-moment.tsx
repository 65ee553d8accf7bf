/** "What was known on the 5th at ten?": finds the step at a moment, by either clock. */
import { complaintAsOf, isProblem, type PastInstant } from '@taizhang/portal/data-access';
import { instantOfLocal, ProblemNotice, useTexts } from '@taizhang/portal/ui';
import { useMutation } from '@tanstack/react-query';
import { Button, DatePicker, Select } from 'antd';
import { useState, type FormEvent } from 'react';
import { replayTexts } from './replay.texts';

type MomentFormProps = Readonly<{
  complaintId: string;
  /** @param revision of the last event that was known then */
  onFound: (revision: number, instant: PastInstant) => void;
}>;

export function MomentForm({ complaintId, onFound }: MomentFormProps) {
  const t = useTexts(replayTexts);
  const [wallClock, setWallClock] = useState('');
  const [basis, setBasis] = useState<PastInstant['basis']>('occurred');
  const search = useMutation({
    mutationFn: (instant: PastInstant) => complaintAsOf(complaintId, instant),
    onSuccess: ({ revision }, instant) => onFound(revision, instant),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (wallClock) search.mutate({ at: instantOfLocal(wallClock), basis });
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
