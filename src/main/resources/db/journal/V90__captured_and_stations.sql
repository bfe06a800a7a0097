-- When an image was taken, where its camera or sender says so. Lists and sums of a span read the index alone, and find no rows
-- that have no such time.
ALTER TABLE inspection ADD COLUMN captured INTEGER;
CREATE INDEX inspection_captured ON inspection (captured, time, product, verdict, score) WHERE captured IS NOT NULL;

-- Parts of a station, the newest first, and their sums, from the index alone.
CREATE INDEX inspection_station ON inspection (station, id, time, product, verdict, score) WHERE station IS NOT NULL;
