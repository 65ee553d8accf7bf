/** "What was known on the 5th at ten?": finds the step at a moment, by either clock. */
import type { Basis } from '@taizhang/contracts/views';
import { instantOfLocal, useTexts } from '@taizhang/portal/ui';
import { Button, DatePicker, Select } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { historyTexts } from './history.texts';

type MomentFormProps = Readonly<{
  basis: Basis;
  onBasis: (basis: Basis) => void;
  /** False when nothing was known yet at that instant. */
  onMoment: (instant: string) => boolean;
}>;

export function MomentForm({ basis, onBasis, onMoment }: MomentFormProps) {
  const t = useTexts(historyTexts);
  const id = useId();
  const [wallClock, setWallClock] = useState('');
  const [before, setBefore] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (wallClock) setBefore(!onMoment(instantOfLocal(wallClock)));
  }

  return (
    <form className="tz-row tz-as-of-moment" onSubmit={submit}>
      <label htmlFor={id}>{t('moment')}</label>
      <DatePicker
        id={id}
        showTime={{ format: 'HH:mm' }}
        format="YYYY-MM-DD HH:mm"
        onChange={(chosen) => setWallClock(chosen ? chosen.format('YYYY-MM-DDTHH:mm') : '')}
      />
      <Select
        aria-label={t('basis.label')}
        value={basis}
        onChange={onBasis}
        options={(['occurred', 'recorded'] as const).map((value) => ({
          value,
          label: t(`basis.${value}`),
        }))}
      />
      <Button htmlType="submit" disabled={!wallClock}>
        {t('moment.go')}
      </Button>
      {before && <span role="alert">{t('moment.before')}</span>}
    </form>
  );
}
