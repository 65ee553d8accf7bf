/**
 * Small drawings beside words or in place of antd's own, which name themselves in English to a
 * screen reader, whatever the page's language. These say nothing: the control beside them speaks.
 */
const paths = {
  down: 'M6 9l6 6 6-6',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  cross: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12l5 5L20 7',
  wait: 'M12 3a9 9 0 1 1-8.5 6',
  fault: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 7v6M12 16v1.5',
} as const;

export type SignProps = Readonly<{ of: keyof typeof paths; turning?: boolean }>;

export function Sign({ of, turning = false }: SignProps) {
  return (
    <svg
      className={turning ? 'tz-sign tz-turning' : 'tz-sign'}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      <path d={paths[of]} fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}
