/**
 * Images to learn from that are kept on the box: named datasets that grow and shrink, and snapshots of them that never
 * change.
 *
 * <p>{@link dev.destseg.training.datasets.Datasets} is the way in. On disk, in the directory {@code datasets}: image and mask
 * files by digest; for each dataset a directory with one small file for each image, so that adding the ten thousandth costs
 * no more than the first, and a kill in the middle leaves a file that nobody names and nothing worse; a file for each
 * snapshot.
 */
@NullMarked
package dev.destseg.training.datasets;

import org.jspecify.annotations.NullMarked;
