package dev.destseg.image;

import java.util.Arrays;

/**
 * How much of each colour an image has, wherever it is: for each channel the shares of its values in overlapping bins (a
 * value counts for the two bins whose centres it lies between, by nearness, so that no small change of light is a jump).
 * Turning or moving what is shown hardly changes it. Immutable.
 */
public final class ColourShares {
    private static final int BINS = 8;
    private static final int VALUES = 256;
    /** The mean of all values that evened images have; what it is does not matter as long as all have the same. */
    private static final double EVEN = 100;

    /** 3 x {@value #BINS} shares; those of a channel add up to 1. */
    private final double[] shares;

    private ColourShares(double[] shares) {
        this.shares = shares;
    }

    public static ColourShares of(Image image) {
        return new ColourShares(shares(counts(image), 1));
    }

    /** Of an image made as bright as all others, by one factor for all of it. */
    public static ColourShares evened(Image image) {
        int[] counts = counts(image);
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += (double) (i % VALUES) * counts[i];
        }
        return new ColourShares(shares(counts, sum == 0 ? 1 : EVEN * image.rgb().length / sum));
    }

    private static int[] counts(Image image) {
        int[] counts = new int[3 * VALUES];
        byte[] rgb = image.rgb();
        for (int i = 0; i < rgb.length; i += 3) {
            counts[rgb[i] & 0xFF]++;
            counts[VALUES + (rgb[i + 1] & 0xFF)]++;
            counts[2 * VALUES + (rgb[i + 2] & 0xFF)]++;
        }
        return counts;
    }

    private static double[] shares(int[] counts, double factor) {
        double pixels = Arrays.stream(counts).limit(VALUES).sum();
        double[] shares = new double[3 * BINS];
        for (int i = 0; i < counts.length; i++) {
            double position = Math.min(1, factor * (i % VALUES) / (VALUES - 1)) * (BINS - 1);
            int bin = Math.min(BINS - 2, (int) position);
            int at = i / VALUES * BINS + bin;
            shares[at] += (1 - (position - bin)) * counts[i] / pixels;
            shares[at + 1] += (position - bin) * counts[i] / pixels;
        }
        return shares;
    }

    /** What two images have in common: 1 for the same colours, 0 for none. */
    public double common(ColourShares other) {
        double common = 0;
        for (int i = 0; i < shares.length; i++) {
            common += Math.min(shares[i], other.shares[i]);
        }
        return common / 3;
    }
}
