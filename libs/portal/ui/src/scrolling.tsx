import type { ReactNode } from 'react';

/** A part that scrolls must be reachable by keyboard, and say what it is. */
export function Scrolling({ label, children }: Readonly<{ label: string; children: ReactNode }>) {
  return (
    <div className="tz-scrolling" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
