/** Whether a log begins with what a head was signed over, computed from the events alone. */
import type { StoredEvents } from '@taizhang/kernel';
import { Edge } from './edge';
import { leafOf } from './hash';
import type { Head } from './head';

/** Who reads the whole log is followed, and may be stopped. */
export type LogReading = Readonly<{
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: SealProgress) => void) | undefined;
}>;

/** Up to the position `through` of the log, so many events of it. */
export type SealProgress = Readonly<{
  phase: 'comparing' | 'hashing';
  events: number;
  through: bigint;
}>;

/** True as well when it was aborted: then nobody knows. */
export async function beginsWith(
  stored: StoredEvents,
  { size, root }: Pick<Head, 'size' | 'root'>,
  { signal, onProgress }: LogReading = {},
): Promise<boolean> {
  const edge = Edge.empty();
  for await (const { events, through } of stored.stored({ after: 0n, ...(signal && { signal }) })) {
    for (const event of events.slice(0, size - edge.size)) edge.append(leafOf(event));
    onProgress?.({ phase: 'comparing', events: edge.size, through });
    if (edge.size === size || signal?.aborted) break;
  }
  return signal?.aborted === true || (edge.size === size && edge.root().toString('hex') === root);
}
