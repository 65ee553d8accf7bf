/** Words of the machinery, the same in every language. */

/** A name by which programs and the log know something. */
export const Technical = ({ children, muted }: Readonly<{ children: string; muted?: boolean }>) => (
  <span lang="zxx" className={muted ? 'tz-id tz-muted' : 'tz-id'}>
    {children}
  </span>
);

/** A sentence that a program said, for whoever mends it. */
export const Told = ({ children }: Readonly<{ children: string }>) => (
  <span lang="en">{children}</span>
);
