package dev.destseg.evaluation;

/**
 * An image that was scored.
 *
 * @param name what a person knows it by, such as its path in the dataset
 * @param kind kind of defect, or what the dataset calls good images
 * @param defect what the dataset says: a defect, or good
 * @param score anomaly score, in [0, 1]
 */
public record ImageScore(String name, String kind, boolean defect, double score) {}
