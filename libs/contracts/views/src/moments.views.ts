/** Instants as questions name them: people write them with the offset of their clock. */
import { instant } from '@taizhang/kernel';
import { z } from 'zod';

/** Beyond them instants are not written alike, and could not be compared as texts. */
const [firstMs, lastMs] = [Date.parse('0001-01-01'), Date.parse('9999-12-31T23:59:59.999Z')];

/** An instant that is asked about: with Z or an offset, as finely as one likes; kept in UTC. */
export const momentSchema = z.iso
  .datetime({ offset: true, abort: true })
  .refine((text) => Date.parse(text) >= firstMs && Date.parse(text) <= lastMs, 'of years 1 to 9999')
  .meta({ example: '2026-01-05T16:00:00+08:00' })
  .transform((text) => instant(text));
