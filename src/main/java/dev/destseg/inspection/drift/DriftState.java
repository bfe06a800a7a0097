package dev.destseg.inspection.drift;

/**
 * Where a trait of a product stands.
 *
 * @param average moving average of the last images
 * @param mean of the good images of the recipe
 * @param halfWidth how far the average may lie from the mean
 * @param position of the average: 0 at the mean, -1 and 1 at the edges of the band
 * @param images seen by the recipe since the start
 * @param alarmed whether the average has left the band and is not back in its middle half
 */
public record DriftState(
        double average, double mean, double halfWidth, double position, long images, boolean alarmed) {}
