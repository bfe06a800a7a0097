-- Signals of machines that were answered, so that none is answered twice and one that was missed is noticed. Only the last
-- ones of each station are kept; run counts how often its counter has begun anew.
CREATE TABLE taken_trigger (
    station    TEXT    NOT NULL,
    run        INTEGER NOT NULL,
    sequence   INTEGER NOT NULL,
    inspection TEXT    NOT NULL,
    time       INTEGER NOT NULL,
    PRIMARY KEY (station, run, sequence)
) STRICT, WITHOUT ROWID;
