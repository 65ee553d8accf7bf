/** The frame of a page: its heading, its actions, its panels. */
import { useEffect, useId, type ReactNode } from 'react';
import { useLanguage } from './language';

const productName = { zh: '台账', en: 'Taizhang' };

export type PageProps = Readonly<{
  title: string;
  /** Beside the heading, e.g. a badge. */
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}>;

export function Page({ title, aside, actions, children }: PageProps) {
  const language = useLanguage();
  useEffect(() => {
    document.title = `${title} · ${productName[language]}`;
  }, [title, language]);
  return (
    <div className="tz-page">
      <div className="tz-page-head">
        <h1 tabIndex={-1}>{title}</h1>
        {aside}
        {actions && <div className="tz-page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

export type PanelProps = Readonly<{
  title: string;
  extra?: ReactNode;
  children: ReactNode;
  className?: string;
}>;

export function Panel({ title, extra, children, className = '' }: PanelProps) {
  const id = useId();
  return (
    <section className={`tz-panel ${className}`} aria-labelledby={id}>
      <div className="tz-panel-head">
        <h2 id={id}>{title}</h2>
        {extra}
      </div>
      {children}
    </section>
  );
}

export type FactsProps = Readonly<{
  items: readonly (readonly [label: string, value: ReactNode])[];
}>;

/** Labels with their values, as a description list. */
export function Facts({ items }: FactsProps) {
  return (
    <dl className="tz-facts">
      {items.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value ?? '–'}</dd>
        </div>
      ))}
    </dl>
  );
}
