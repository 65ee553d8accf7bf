/** A labelled control with what is wrong about it. */
import type { ReactNode } from 'react';

export type FieldProps = Readonly<{
  label: string;
  /** Id of the control. Without it the label is for the eye, and the control names itself. */
  htmlFor?: string;
  required?: boolean;
  error?: string | undefined;
  extra?: ReactNode;
  children: ReactNode;
}>;

export function Field({ label, htmlFor, required, error, extra, children }: FieldProps) {
  const text = (
    <>
      {label}
      {required && (
        <span className="tz-required" aria-hidden="true">
          {' '}
          *
        </span>
      )}
    </>
  );
  return (
    <div className="tz-field">
      <div className="tz-field-head">
        {htmlFor ? <label htmlFor={htmlFor}>{text}</label> : <span aria-hidden="true">{text}</span>}
        {extra}
      </div>
      {children}
      {error && (
        <p className="tz-field-error" role="alert" id={htmlFor && `${htmlFor}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
