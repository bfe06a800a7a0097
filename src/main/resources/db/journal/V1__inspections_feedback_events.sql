-- Identifiers are UUIDs of version 7 as text: their order is the order in which the rows were committed.
-- Times are milliseconds since 1970, durations nanoseconds, digests 64 hexadecimal digits.

CREATE TABLE inspection (
    id             TEXT    NOT NULL PRIMARY KEY,
    time           INTEGER NOT NULL,
    product        TEXT    NOT NULL,
    station        TEXT,
    part_number    TEXT,
    verdict        TEXT    NOT NULL CHECK (verdict IN ('OK', 'DEFECT', 'CANNOT_JUDGE')),
    reason         TEXT,
    score          REAL,
    threshold      REAL    NOT NULL,
    recipe_name    TEXT    NOT NULL,
    recipe_version TEXT    NOT NULL,
    recipe_digest  TEXT    NOT NULL,
    regions        TEXT    NOT NULL,
    timings        TEXT    NOT NULL,
    image          TEXT,
    map            TEXT,
    -- What the last feedback says.
    opinion        TEXT    CHECK (opinion IN ('GOOD', 'DEFECTIVE'))
) STRICT, WITHOUT ROWID;

CREATE INDEX inspection_time ON inspection (time);
CREATE INDEX inspection_product ON inspection (product, id);
CREATE INDEX inspection_verdict ON inspection (verdict, id);
CREATE INDEX inspection_image ON inspection (image) WHERE image IS NOT NULL;
CREATE INDEX inspection_map ON inspection (map) WHERE map IS NOT NULL;

CREATE TABLE feedback (
    id         TEXT    NOT NULL PRIMARY KEY,
    inspection TEXT    NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
    time       INTEGER NOT NULL,
    who        TEXT    NOT NULL,
    opinion    TEXT    NOT NULL CHECK (opinion IN ('GOOD', 'DEFECTIVE')),
    regions    TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX feedback_inspection ON feedback (inspection, id);

CREATE TABLE event (
    id      TEXT    NOT NULL PRIMARY KEY,
    time    INTEGER NOT NULL,
    kind    TEXT    NOT NULL,
    who     TEXT    NOT NULL,
    details TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX event_kind ON event (kind, id);
