package dev.destseg.image;

/**
 * How anomalous each pixel is.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 * @param values height x width scores in [0, 1], rows from the top; shared, nobody writes to it afterwards
 */
public record AnomalyMap(int width, int height, float[] values) {
    /** @throws IllegalArgumentException when the sizes and the values disagree */
    public AnomalyMap {
        if (width < 1 || height < 1 || values.length != Math.multiplyExact(width, height)) {
            throw new IllegalArgumentException("An anomaly map of " + width + " x " + height + " pixels does not have "
                    + values.length + " values");
        }
    }
}
