-- Files taken from watched folders, so that none is judged twice. A row is written with its inspection and outlives it:
-- the file may still lie there. Size in bytes; modified as ISO 8601 with all digits that the file system gives.
CREATE TABLE taken_file (
    path       TEXT    NOT NULL,
    size       INTEGER NOT NULL,
    modified   TEXT    NOT NULL,
    digest     TEXT    NOT NULL,
    inspection TEXT    NOT NULL,
    time       INTEGER NOT NULL,
    PRIMARY KEY (path, size, modified, digest)
) STRICT, WITHOUT ROWID;
