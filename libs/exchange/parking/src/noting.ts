/** So long whoever holds a row of the exchange is waited for. */
export const heldMsMax = 5_000;

/**
 * What a statement begins with that notes how far consumers got. It need not have reached the disk
 * when it is answered. Where somebody holds the row it fails after a while: the message is then
 * delivered again, and operators are told why, who would look at a consumer that only waits.
 */
export const noting = `WITH noting AS (
  SELECT set_config('synchronous_commit', 'off', true),
    set_config('lock_timeout', '${heldMsMax}', true))`;
