package dev.destseg.image;

import java.util.Arrays;
import java.util.Locale;

/** How an image is made smaller. Enlarging interpolates between two pixels in each direction, whichever this is. */
public enum Resampling {
    /** Weights fall off over twice what a new pixel covers, as PIL's {@code BILINEAR}; networks are published with it. */
    TRIANGLE,
    /**
     * The mean of what a new pixel covers, as OpenCV's {@code INTER_AREA}. Lines that are thinner than a new pixel keep a
     * third more of their contrast, on average.
     */
    AREA;

    /** The name in recipes. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a name that is none of these */
    public static Resampling of(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no resampling named " + label));
    }

    /**
     * How far the centre of an input pixel may be from that of an output to count, in input pixels.
     *
     * @param scale input pixels that an output covers, at least 1
     */
    double reach(double scale) {
        return switch (this) {
            case TRIANGLE -> scale;
            case AREA -> (scale + 1) / 2;
        };
    }

    /**
     * What an input pixel counts for an output, before weights are made to sum to 1.
     *
     * @param distance between their centres, in input pixels
     * @param scale input pixels that an output covers, at least 1
     */
    double weight(double distance, double scale) {
        return switch (this) {
            case TRIANGLE -> Math.max(0, 1 - Math.abs(distance) / scale);
            case AREA -> Math.max(0, Math.min(distance + 0.5, scale / 2) - Math.max(distance - 0.5, -scale / 2));
        };
    }
}
