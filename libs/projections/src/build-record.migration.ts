/** Where rebuilds are kept: each is a row that outlives the process which works on it. */
export const buildTablesSql = `
  CREATE TABLE IF NOT EXISTS projections.builds (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    schemas text[] NOT NULL,
    -- Digest of what the tables look like: other code must not go on with them.
    shape text NOT NULL,
    compare boolean NOT NULL,
    state text NOT NULL,
    phase text NOT NULL DEFAULT 'reading',
    -- What somebody asked of whoever works on it: pause or cancel.
    wish text,
    -- The session that works on it; it is alive as long as that one holds the lock.
    pid int,
    runs int NOT NULL DEFAULT 0,
    -- Committed: everything up to this position is in the tables.
    position bigint NOT NULL DEFAULT 0,
    saved bigint NOT NULL DEFAULT 0,
    -- Shown: as of the last look of whoever works on it.
    events bigint NOT NULL DEFAULT 0,
    total bigint NOT NULL DEFAULT 0,
    events_per_second double precision NOT NULL DEFAULT 0,
    seconds_left double precision,
    message text,
    started_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE IF NOT EXISTS projections.comparisons (
    build bigint NOT NULL REFERENCES projections.builds ON DELETE CASCADE,
    schema text NOT NULL,
    rows bigint NOT NULL,
    differences bigint NOT NULL,
    PRIMARY KEY (build, schema)
  );
  CREATE TABLE IF NOT EXISTS projections.differences (
    build bigint NOT NULL REFERENCES projections.builds ON DELETE CASCADE,
    schema text NOT NULL,
    number int NOT NULL,
    table_name text NOT NULL,
    row_id text NOT NULL,
    kind text NOT NULL,
    -- Which fields differ and how; values may be personal and stay in the tables.
    fields jsonb NOT NULL,
    PRIMARY KEY (build, schema, number)
  );`;
