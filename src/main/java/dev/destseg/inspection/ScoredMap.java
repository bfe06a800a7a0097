package dev.destseg.inspection;

import dev.destseg.image.AnomalyMap;

/**
 * A map, and the score of the image that follows from it.
 *
 * @param score in [0, 1]
 */
record ScoredMap(AnomalyMap map, double score) {}
