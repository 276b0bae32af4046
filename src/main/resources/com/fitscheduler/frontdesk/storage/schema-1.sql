-- Instants are milliseconds since 1970 in UTC: they sort, and no text has to be parsed. Problems stand by their code.

CREATE TABLE desk (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  id TEXT NOT NULL
);

-- A card and the change of it that still waits for the backend are one row, so that one statement saves both.
CREATE TABLE card (
  location_id TEXT NOT NULL,
  integration_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  op_seq INTEGER NOT NULL,
  leftover INTEGER NOT NULL CHECK (leftover IN (0, 1)),

  state TEXT NOT NULL CHECK (state IN ('configure', 'connected', 'broken', 'disconnected')),
  link_id TEXT,
  method TEXT,
  account TEXT,
  account_name TEXT,
  since INTEGER,
  contacts INTEGER,
  counted_at INTEGER,
  problem TEXT,
  failed_at INTEGER,
  ended_by TEXT,
  ended_at INTEGER,

  waiting TEXT CHECK (waiting IN ('connect', 'counted', 'count_failed', 'disconnect')),
  waiting_seq INTEGER,
  waiting_link TEXT,
  waiting_epoch INTEGER,
  waiting_at INTEGER,
  waiting_method TEXT,
  waiting_account TEXT,
  waiting_contacts INTEGER,
  waiting_problem TEXT,

  -- CRC-32 over the key and all other columns: a flipped bit must not become a count or a change, and SQLite sees few.
  crc INTEGER NOT NULL,

  PRIMARY KEY (location_id, integration_id),
  CHECK (state NOT IN ('connected', 'broken') OR (link_id IS NOT NULL AND method IS NOT NULL AND account IS NOT NULL
    AND since IS NOT NULL AND contacts >= 0 AND counted_at IS NOT NULL)),
  CHECK (state <> 'broken' OR problem IS NOT NULL),
  CHECK ((problem IS NULL) = (failed_at IS NULL)),
  CHECK (state <> 'disconnected' OR (ended_by IS NOT NULL AND ended_at IS NOT NULL)),
  CHECK (waiting IS NULL OR (waiting_seq IS NOT NULL AND waiting_link IS NOT NULL AND waiting_epoch IS NOT NULL
    AND waiting_at IS NOT NULL)),
  CHECK (waiting IS NOT 'connect' OR (waiting_method IS NOT NULL AND waiting_account IS NOT NULL)),
  CHECK (waiting NOT IN ('connect', 'counted') OR waiting_contacts >= 0),
  CHECK (waiting IS NOT 'count_failed' OR waiting_problem IS NOT NULL)
) STRICT;

CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  location_id TEXT NOT NULL,
  integration_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  desk TEXT NOT NULL,
  action TEXT NOT NULL,
  contacts INTEGER,
  problem TEXT
) STRICT;

CREATE INDEX history_of_location ON history (location_id, id);
