-- What was done to the book, newest last. These tables are the audit trail: changesets never record them.

CREATE TABLE history (
  position  INTEGER PRIMARY KEY,
  id        INTEGER NOT NULL UNIQUE CHECK (id <> 0),
  time      TEXT NOT NULL,               -- UTC, 2024-05-31T08:05:12Z
  user      TEXT NOT NULL,
  label     TEXT NOT NULL,
  tables    TEXT NOT NULL,               -- JSON array of table names
  state     TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped')),
  changeset BLOB                         -- NULL: a change of the file's format, which closes what is older
) STRICT;

-- Partial, so that an ordinary edit writes no page for them.
CREATE INDEX history_undone ON history (position) WHERE state = 'undone';
CREATE INDEX history_closing ON history (position) WHERE changeset IS NULL;

-- Each time a step was done, undone, redone, dropped or cancelled.
CREATE TABLE history_event (
  position INTEGER PRIMARY KEY,
  step     INTEGER NOT NULL REFERENCES history (id),
  what     TEXT NOT NULL CHECK (what IN ('done', 'undone', 'redone', 'dropped', 'cancelled')),
  time     TEXT NOT NULL,
  user     TEXT NOT NULL
) STRICT;
