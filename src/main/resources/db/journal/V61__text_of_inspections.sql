-- Text is looked for anywhere within part number and station, which no order of an index helps with. This one holds little
-- beside them, so that a scan of all is short, and grows at its end alone, so that appending stays cheap.
CREATE INDEX inspection_text ON inspection (id, part_number, station, time, product, verdict, score);
