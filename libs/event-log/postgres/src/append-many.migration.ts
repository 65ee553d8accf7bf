/**
 * The function that writes a batch of appends to different streams.
 *
 * Positions are given out under one advisory lock that is held until the commit: whoever reads a
 * position finds every smaller one committed, without gaps. That keeps a checkpoint one number.
 */

/** What the lock is known by, among other locks of the database. */
export const lockKeys = (schema: string) =>
  `1952803188, '${schema}.events'::regclass::oid::integer`;

// Only the holder of the lock writes, so what it looks up stays true until it commits. Who cannot
// get the lock has written nothing, and says so before its caller's patience ends.
const takeLock = (schema: string) => `PERFORM pg_advisory_xact_lock(${lockKeys(schema)});`;

// Cached plans must not depend on how small the table was when they were made.
const settings = `
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
  SET plan_cache_mode = force_generic_plan SET lock_timeout = '5s'`;

// Time never runs backwards in the log, even where clocks of processes differ.
const recordedAt = 'greatest(last.recorded_at, new_now)';

/**
 * Arrays by append: `streams` (each once), `expected` (NULL for any, -1 for no stream), `sizes`.
 * Arrays by event, in order: `owners` (which append, from 1), `places` (in its append, from 0) and
 * what is stored.
 *
 * Answers one row per append, in order: `appended` with revision and position of its last event;
 * `stale` with the stream's actual revision, -1 for none; `known` when some id is in the log
 * already. A refused append leaves the others as they are.
 */
export const appendMany = (schema: string) => `
CREATE OR REPLACE FUNCTION ${schema}.append_many(
  new_now timestamptz, streams text[], expected integer[], sizes integer[], owners integer[],
  places integer[], ids uuid[], types text[], versions smallint[], occurred timestamptz[],
  actors text[], contexts json[], datas json[]
) RETURNS TABLE (verdict text, revision integer, "position" bigint, recorded_at timestamptz)
LANGUAGE plpgsql ${settings} AS $$
#variable_conflict use_column
DECLARE
  last record;
  head bigint;
  known integer[];
  actual integer[];
  accepted boolean[];
  written integer;
BEGIN
  ${takeLock(schema)}
  -- A row that was put there by hand and has no position is not the last one.
  SELECT e.position, e.recorded_at INTO last FROM ${schema}.events e
    WHERE e.position IS NOT NULL ORDER BY e.position DESC LIMIT 1;
  head := coalesce(last.position, 0);
  known := ARRAY(SELECT i.owner FROM unnest(ids, owners) i(id, owner)
    WHERE EXISTS (SELECT FROM ${schema}.events e WHERE e.id = i.id));
  actual := ARRAY(SELECT coalesce((SELECT e.revision FROM ${schema}.events e
      WHERE e.stream = s.stream ORDER BY e.revision DESC LIMIT 1), -1)
    FROM unnest(streams) WITH ORDINALITY s(stream, n) ORDER BY n);
  accepted := ARRAY(SELECT n <> ALL (known) AND coalesce(expected[n] = actual[n], true)
    FROM generate_subscripts(streams, 1) n ORDER BY n);
  INSERT INTO ${schema}.events
    SELECT head + row_number() OVER (ORDER BY n), streams[owner], actual[owner] + 1 + place, id,
      type, version, occurred_at, ${recordedAt}, actor, context, data
    FROM unnest(owners, places, ids, types, versions, occurred, actors, contexts, datas)
      WITH ORDINALITY e(owner, place, id, type, version, occurred_at, actor, context, data, n)
    WHERE accepted[owner];
  GET DIAGNOSTICS written = ROW_COUNT;
  IF written > 0 THEN
    PERFORM pg_notify('${schema}', (head + written)::text);
  END IF;
  RETURN QUERY SELECT
      CASE WHEN accepted[n] THEN 'appended' WHEN n = ANY (known) THEN 'known' ELSE 'stale' END,
      actual[n] + CASE WHEN accepted[n] THEN sizes[n] ELSE 0 END,
      head + sum(CASE WHEN accepted[n] THEN sizes[n] ELSE 0 END) OVER (ORDER BY n),
      ${recordedAt}
    FROM generate_subscripts(streams, 1) n ORDER BY n;
END $$;`;
