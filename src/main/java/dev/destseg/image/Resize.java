package dev.destseg.image;

import java.util.Arrays;

/**
 * Resizing to one size. The same bytes whatever the machine: images are computed in fixed point, rows first, then columns,
 * each rounded to 8 bits as PIL does. Masks and maps are always resized by triangles. Immutable and safe between threads.
 *
 * @param width pixels of the results, at least 1
 * @param height pixels of the results, at least 1
 * @param resampling how images are made smaller
 */
public record Resize(int width, int height, Resampling resampling) {
    /** 8 bits of a value, 22 of a weight, one for rounding and the sign fill an int. */
    private static final int BITS = 22;

    private static final int HALF = 1 << (BITS - 1);

    /** Below one half by less than any real weight, so that sums that are exactly half count as inside. */
    private static final float INSIDE = 0.5f - 1e-6f;

    /** @throws IllegalArgumentException for a size below 1 */
    public Resize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("An image cannot be resized to " + width + " x " + height + " pixels");
        }
    }

    /** Images as PIL's {@code BILINEAR}. */
    public Resize(int width, int height) {
        this(width, height, Resampling.TRIANGLE);
    }

    /** The image itself when it has the size already. */
    public Image apply(Image image) {
        if (image.width() == width && image.height() == height) {
            return image;
        }
        ResizeWeights columns = ResizeWeights.of(image.width(), width, resampling);
        ResizeWeights rows = ResizeWeights.of(image.height(), height, resampling);
        int[] columnWeights = columns.fixedPoint(BITS);
        int[] rowWeights = rows.fixedPoint(BITS);
        int stride = 3 * width;
        // A ring of input rows resized along x: an output row never needs more than the taps of its own axis.
        int[][] ring = new int[rows.taps()][stride];
        int[] sums = new int[stride];
        byte[] result = new byte[Math.multiplyExact(stride, height)];
        int next = 0;
        for (int y = 0; y < height; y++) {
            for (next = Math.max(next, rows.starts()[y]); next < rows.end(y); next++) {
                resizeRow(image.rgb(), 3 * next * image.width(), columns, columnWeights, ring[next % ring.length]);
            }
            Arrays.fill(sums, HALF);
            for (int tap = 0; tap < rows.counts()[y]; tap++) {
                int[] row = ring[(rows.starts()[y] + tap) % ring.length];
                addScaled(sums, row, rowWeights[y * rows.taps() + tap]);
            }
            store(sums, result, y * stride);
        }
        return new Image(width, height, result);
    }

    /** Resizes as floats; what is then at least one half is inside. */
    public Mask apply(Mask mask) {
        if (mask.width() == width && mask.height() == height) {
            return mask;
        }
        float[] values = new float[mask.data().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = mask.data()[i];
        }
        float[] resized = resize(values, mask.width(), mask.height());
        byte[] data = new byte[resized.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (resized[i] >= INSIDE ? 1 : 0);
        }
        return new Mask(width, height, data);
    }

    /** Resizes in floating point. */
    public AnomalyMap apply(AnomalyMap map) {
        if (map.width() == width && map.height() == height) {
            return map;
        }
        return new AnomalyMap(width, height, resize(map.values(), map.width(), map.height()));
    }

    private static void resizeRow(byte[] rgb, int rowStart, ResizeWeights columns, int[] weights, int[] row) {
        int[] starts = columns.starts();
        int[] counts = columns.counts();
        for (int x = 0; x < starts.length; x++) {
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            int from = rowStart + 3 * starts[x];
            int firstWeight = x * columns.taps();
            for (int tap = 0; tap < counts[x]; tap++) {
                int weight = weights[firstWeight + tap];
                red += weight * (rgb[from] & 0xFF);
                green += weight * (rgb[from + 1] & 0xFF);
                blue += weight * (rgb[from + 2] & 0xFF);
                from += 3;
            }
            row[3 * x] = level(red);
            row[3 * x + 1] = level(green);
            row[3 * x + 2] = level(blue);
        }
    }

    /** Alone in its loop, so that the compiler makes vector instructions of it. */
    private static void addScaled(int[] sums, int[] row, int weight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += row[i] * weight;
        }
    }

    private static void store(int[] sums, byte[] result, int start) {
        for (int i = 0; i < sums.length; i++) {
            result[start + i] = (byte) level(sums[i]);
        }
    }

    /** Rounded weights may sum to a little more than one. */
    private static int level(int fixedPoint) {
        return Math.min(255, fixedPoint >> BITS);
    }

    private float[] resize(float[] values, int inputWidth, int inputHeight) {
        ResizeWeights columns = ResizeWeights.of(inputWidth, width, Resampling.TRIANGLE);
        ResizeWeights rows = ResizeWeights.of(inputHeight, height, Resampling.TRIANGLE);
        float[] narrow = new float[width * inputHeight];
        for (int y = 0; y < inputHeight; y++) {
            for (int x = 0; x < width; x++) {
                narrow[y * width + x] = sum(values, y * inputWidth, 1, columns, x);
            }
        }
        float[] result = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                result[y * width + x] = sum(narrow, x, width, rows, y);
            }
        }
        return result;
    }

    private static float sum(float[] values, int origin, int step, ResizeWeights axis, int output) {
        double sum = 0;
        for (int tap = 0; tap < axis.counts()[output]; tap++) {
            sum += axis.weights()[output * axis.taps() + tap] * values[origin + (axis.starts()[output] + tap) * step];
        }
        return (float) sum;
    }
}
