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

    /**
     * A smaller map in which every peak stays as high: each value is the highest of a block of pixels. The map itself when it
     * is small enough.
     *
     * @param longest pixels of a side at most
     */
    public AnomalyMap within(int longest) {
        int block = (Math.max(width, height) + longest - 1) / longest;
        if (block <= 1) {
            return this;
        }
        int columns = (width + block - 1) / block;
        int rows = (height + block - 1) / block;
        float[] highest = new float[columns * rows];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int to = y / block * columns + x / block;
                highest[to] = Math.max(highest[to], values[y * width + x]);
            }
        }
        return new AnomalyMap(columns, rows, highest);
    }
}
