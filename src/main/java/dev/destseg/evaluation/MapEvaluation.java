package dev.destseg.evaluation;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well one anomaly map does on a dataset.
 *
 * @param overall over all images
 * @param kinds by kind of defect: its images against all good ones
 * @param curves over all images
 * @param images every image with its score, in the order they were added
 * @param maskedDefects defective images that had a mask
 */
public record MapEvaluation(
        Metrics overall, SortedMap<String, Metrics> kinds, Curves curves, List<ImageScore> images, int maskedDefects) {
    public MapEvaluation {
        kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
        images = List.copyOf(images);
    }
}
