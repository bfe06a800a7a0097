-- What a candidate would have said of a part, where it disagrees with the verdict that was given.

CREATE TABLE disagreement (
    id         TEXT NOT NULL PRIMARY KEY,
    inspection TEXT NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
    product    TEXT NOT NULL,
    candidate  TEXT NOT NULL,
    verdict    TEXT NOT NULL CHECK (verdict IN ('OK', 'DEFECT', 'CANNOT_JUDGE')),
    reason     TEXT,
    score      REAL,
    threshold  REAL NOT NULL,
    regions    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX disagreement_inspection ON disagreement (inspection);
CREATE INDEX disagreement_candidate ON disagreement (product, candidate, id);
