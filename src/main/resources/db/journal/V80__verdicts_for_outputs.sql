-- Verdicts that outputs are still to be told of. A row is written with its inspection and goes when every output was told.
-- Positions have no gaps and are never given twice; message is what is told, as JSON, since the inspection may be gone by then.
CREATE TABLE outbox (
    position   INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    time       INTEGER NOT NULL,
    station    TEXT,
    sequence   INTEGER NOT NULL,
    inspection TEXT    NOT NULL,
    message    TEXT    NOT NULL
) STRICT;

-- How many verdicts each station was given; the empty name counts those of no station.
CREATE TABLE station_sequence (
    station  TEXT    NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL,
    time     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How far each output has come: the position it was told last, and how many verdicts it was never told of.
CREATE TABLE output (
    name       TEXT    NOT NULL PRIMARY KEY,
    told       INTEGER NOT NULL,
    told_at    INTEGER,
    dropped    INTEGER NOT NULL DEFAULT 0,
    dropped_at INTEGER
) STRICT, WITHOUT ROWID;
