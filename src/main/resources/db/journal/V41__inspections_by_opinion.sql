-- Rates are asked for by monitoring every few seconds, and few parts have an opinion.
CREATE INDEX inspection_opinion ON inspection (opinion, product, verdict) WHERE opinion IS NOT NULL;
