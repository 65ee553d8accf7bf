/**
 * Golden events: one event for each type and version that ever was, as it was written then. They
 * are made once and never again; whatever a later build does, it must still read every one.
 */
import type { EventDefinition, EventDefinitions } from '@taizhang/kernel';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { valueOf } from './golden-values';

/** As a store gives it, personal fields readable, without its place in a log. */
export const goldenSchema = z.strictObject({
  stream: z.string(),
  id: z.uuid(),
  type: z.string(),
  version: z.int().min(1),
  at: z.iso.datetime(),
  by: z.string(),
  context: z.looseObject({ commandId: z.uuid() }),
  data: z.record(z.string(), z.unknown()),
});
export type Golden = z.output<typeof goldenSchema>;

/** `ComplaintLodged.v1` */
export const goldenName = ({ type, version }: Pick<Golden, 'type' | 'version'>) =>
  `${type}.v${version}`;

/** Lines of a golden file. @throws when a line is no golden event */
export const goldenLines = (text: string): readonly Golden[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => goldenSchema.parse(JSON.parse(line)));

/** What a golden event is known by once it is released: whoever changes it is found out. */
export const goldenDigest = (golden: Golden) =>
  createHash('sha256').update(JSON.stringify(golden)).digest('hex');

/** By context the golden events there are and, behind them, those of versions that are new. */
export function withNewVersions(
  existing: ReadonlyMap<string, readonly Golden[]>,
  catalogue: EventDefinitions,
  publications: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly Golden[]> {
  const known = new Set([...existing.values()].flat().map(goldenName));
  const all = new Map(existing);
  for (const [type, definition] of Object.entries(catalogue)) {
    if (known.has(goldenName({ type, version: definition.version }))) continue;
    const context = publications.get(type) ?? 'unpublished';
    all.set(context, [...(all.get(context) ?? []), goldenOf(type, definition)]);
  }
  return all;
}

function goldenOf(type: string, { data: schema, version }: EventDefinition): Golden {
  const data = schema.parse(valueOf(schema));
  const id = uuidOf(`${type} ${version}`);
  const commandId = uuidOf(`command of ${type}`);
  const ids = { commandId, correlationId: commandId, causationId: commandId };
  const stream = Object.values(data).find((value) => /^[a-z-]+-7$/.test(String(value)));
  return {
    stream: String(stream ?? 'thing-7'),
    ...{ id, type, version, at: '2026-01-05T08:00:00.000Z', by: 'staff-7' },
    context: { ...ids, channel: 'counter', unit: 'unit-7' },
    data,
  };
}

function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`];
  return [...parts, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
