package dev.destseg.evaluation;

/**
 * The curves of one map over a dataset, thinned for drawing; empty where undefined.
 *
 * @param imageRoc true over false positive rate of images
 * @param pixelRoc true over false positive rate of pixels
 * @param pixelPrecisionRecall precision over recall of pixels
 * @param pro per-region overlap over false positive rate of pixels
 */
public record Curves(Curve imageRoc, Curve pixelRoc, Curve pixelPrecisionRecall, Curve pro) {}
