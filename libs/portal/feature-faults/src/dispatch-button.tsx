/** Sends a crew by one action; which crew is chosen beside it where there are several. */
import type { Fault } from '@taizhang/contracts/views';
import { useFaultStep } from '@taizhang/portal/data-access';
import { ProblemNotice, namedOptions, useTexts } from '@taizhang/portal/ui';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { faultTexts } from './fault.texts';
import { useCrews } from './use-crews';

type DispatchProps = Readonly<{ fault: Fault; size?: 'large' | 'middle' }>;

export function DispatchButton({ fault, size = 'middle' }: DispatchProps) {
  const t = useTexts(faultTexts);
  const crews = useCrews();
  const command = useFaultStep(fault.id);
  const [chosen, choose] = useState<string>();
  const crew = crews.find(({ id }) => id === chosen) ?? crews[0];
  if (!crew) return <span className="tz-muted">{t('crew.none')}</span>;

  const dispatch = () =>
    command.mutate({
      step: 'dispatch',
      revision: fault.revision,
      body: { toUnitId: crew.id },
    });
  return (
    <div className="tz-row">
      {crews.length > 1 && (
        <Select<string>
          aria-label={t('crew')}
          value={crew.id}
          onChange={choose}
          options={namedOptions(crews)}
        />
      )}
      <Button type="primary" size={size} loading={command.isPending} onClick={dispatch}>
        {t('dispatch.to', { crew: crew.name })}
      </Button>
      {command.error && <ProblemNotice error={command.error} />}
    </div>
  );
}
