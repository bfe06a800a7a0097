-- Verdicts that a receiver refused for good, with what it was to be told. They are kept here so that they hold nobody up; the
-- oldest go when there are too many.
CREATE TABLE refused_verdict (
    output     TEXT    NOT NULL,
    position   INTEGER NOT NULL,
    time       INTEGER NOT NULL,
    station    TEXT,
    sequence   INTEGER NOT NULL,
    inspection TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    message    TEXT    NOT NULL,
    PRIMARY KEY (output, position)
) STRICT, WITHOUT ROWID;

ALTER TABLE output ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE output ADD COLUMN refused_at INTEGER;
