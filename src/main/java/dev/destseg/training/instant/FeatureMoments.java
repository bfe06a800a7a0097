package dev.destseg.training.instant;

import dev.destseg.network.InstantModel.Level;

/**
 * Sums and sums of products of the features at each position of one level. Sums of two sets of images can be added. In
 * double precision: a covariance is a small difference of large numbers. Not safe between threads.
 */
final class FeatureMoments {
    private final Level level;
    /** positions x C. */
    private final double[] sums;
    /** positions x C (C + 1) / 2: the upper triangles, row by row. */
    private final double[] products;

    private int images;

    FeatureMoments(Level level) {
        this.level = level;
        int positions = level.side() * level.side();
        this.sums = new double[positions * level.channels()];
        this.products = new double[positions * triangle(level.channels())];
    }

    /** @param features of an image, side x side x C, from {@code offset} on */
    void add(float[] features, int offset) {
        int channels = level.channels();
        int target = 0;
        for (int i = 0; i < sums.length; i++) {
            double x = features[offset + i];
            sums[i] += x;
            int last = offset + i - i % channels + channels;
            for (int j = offset + i; j < last; j++) {
                products[target++] += x * features[j];
            }
        }
        images++;
    }

    private static int triangle(int channels) {
        return channels * (channels + 1) / 2;
    }

    /** The moments of these images and of others. */
    FeatureMoments plus(FeatureMoments others) {
        FeatureMoments both = new FeatureMoments(level);
        for (int i = 0; i < sums.length; i++) {
            both.sums[i] = sums[i] + others.sums[i];
        }
        for (int i = 0; i < products.length; i++) {
            both.products[i] = products[i] + others.products[i];
        }
        both.images = images + others.images;
        return both;
    }

    Level level() {
        return level;
    }

    int images() {
        return images;
    }

    /**
     * Mean and covariance at each position, from which {@link #restored} makes the sums again. In single precision: the
     * covariance is as exact as itself is large, which sums of products would not be.
     *
     * @return a row of C + C (C + 1) / 2 for each position: the mean, then the upper triangle of the covariance
     */
    float[] packed() {
        int channels = level.channels();
        float[] rows = new float[sums.length / channels * rowLength(level)];
        int target = 0;
        int source = 0;
        for (int position = 0; position < sums.length / channels; position++) {
            double[] mean = new double[channels];
            for (int a = 0; a < channels; a++) {
                rows[target] = (float) (sums[position * channels + a] / images);
                mean[a] = rows[target++];
            }
            for (int a = 0; a < channels; a++) {
                for (int b = a; b < channels; b++) {
                    double product = products[source++] / images;
                    rows[target++] = (float) (product - mean[a] * mean[b]);
                }
            }
        }
        return rows;
    }

    /** @param rows as {@link #packed} */
    static FeatureMoments restored(Level level, int images, float[] rows) {
        FeatureMoments moments = new FeatureMoments(level);
        moments.images = images;
        int channels = level.channels();
        int row = 0;
        int target = 0;
        for (int position = 0; position < level.side() * level.side(); position++) {
            int next = row + channels;
            for (int a = 0; a < channels; a++) {
                moments.sums[position * channels + a] = (double) images * rows[row + a];
                for (int b = a; b < channels; b++) {
                    double product = rows[next++] + (double) rows[row + a] * rows[row + b];
                    moments.products[target++] = images * product;
                }
            }
            row = next;
        }
        return moments;
    }

    /** Numbers that the mean and the covariance of a position take. */
    static int rowLength(Level level) {
        return level.channels() * (level.channels() + 3) / 2;
    }

    /** The moments of the features within some rows and columns, ends included. */
    Moments within(int top, int bottom, int left, int right) {
        int channels = level.channels();
        double[] sum = new double[channels];
        double[] product = new double[triangle(channels)];
        long count = 0;
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                int position = y * level.side() + x;
                for (int c = 0; c < sum.length; c++) {
                    sum[c] += sums[position * channels + c];
                }
                for (int c = 0; c < product.length; c++) {
                    product[c] += products[position * product.length + c];
                }
                count += images;
            }
        }
        return new Moments(count, sum, product);
    }

    /**
     * @param count of features
     * @param sum C
     * @param product C (C + 1) / 2, the upper triangle row by row
     */
    record Moments(long count, double[] sum, double[] product) {
        double mean(int channel) {
            return sum[channel] / count;
        }

        /** Of channels a and b, a at most b. */
        double covariance(int a, int b) {
            return product[a * sum.length - a * (a + 1) / 2 + b] / count - mean(a) * mean(b);
        }

        double variance(int channel) {
            return Math.max(0, covariance(channel, channel));
        }
    }
}
