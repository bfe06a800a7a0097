-- What was said of each zone of a part, where its recipe has zones; JSON as it is exported.
ALTER TABLE inspection ADD COLUMN zones TEXT;
