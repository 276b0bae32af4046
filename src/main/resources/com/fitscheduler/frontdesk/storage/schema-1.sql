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

  PRIMARY KEY (location_id, integration_id)
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
