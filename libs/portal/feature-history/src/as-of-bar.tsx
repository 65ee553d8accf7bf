/** A slider over the steps of a history: by mouse, arrow keys, or the buttons beside it. */
import { useTexts } from '@taizhang/portal/ui';
import { Button, Slider } from 'antd';
import type { ReactNode } from 'react';
import { asOfBarTexts } from './as-of-bar.texts';

export type AsOfBarProps = Readonly<{
  /** What the slider moves, for those who cannot see it. */
  label: string;
  /** Of the last step; the first is 0. */
  last: number;
  value: number;
  onChange: (value: number) => void;
  /** Where a step stands, in words. */
  describe: (step: number) => string;
  /** Beside the buttons. */
  children?: ReactNode;
}>;

/** More steps than these are a line, not dots. */
const dotsMax = 40;

export function AsOfBar({ label, last, value, onChange, describe, children }: AsOfBarProps) {
  const t = useTexts(asOfBarTexts);
  const go = (to: number) => onChange(Math.min(last, Math.max(0, to)));
  return (
    <div className="tz-as-of" role="group" aria-label={label}>
      <div className="tz-row">
        <Button onClick={() => go(0)} disabled={value === 0}>
          {t('first')}
        </Button>
        <Button onClick={() => go(value - 1)} disabled={value === 0}>
          ← {t('previous')}
        </Button>
        <Button onClick={() => go(value + 1)} disabled={value === last}>
          {t('next')} →
        </Button>
        <Button onClick={() => go(last)} disabled={value === last}>
          {t('last')}
        </Button>
        {children}
      </div>
      <Slider
        min={0}
        max={Math.max(last, 1)}
        disabled={last === 0}
        value={value}
        onChange={go}
        dots={last <= dotsMax}
        tooltip={{ formatter: null }}
        ariaLabelForHandle={label}
        ariaValueTextFormatterForHandle={(step) => describe(Number(step))}
      />
      <p role="status" className="tz-as-of-position">
        {describe(value)}
      </p>
    </div>
  );
}
