package dev.destseg.image;

/**
 * A colour scale from dark violet over red and orange to pale yellow. Its lightness rises evenly with the score, so
 * that it stays readable in grey print and with any colour vision, and no hue edge pretends a step that is not there.
 */
final class HeatColours {
    /** Evenly spaced over [0, 1]; lightness (CIE L*) about 9, 26, 42, 57, 73, 93. */
    private static final int[][] STOPS = {
        {28, 16, 68}, {104, 22, 110}, {178, 48, 92}, {230, 92, 48}, {248, 160, 40}, {252, 236, 150}
    };

    private HeatColours() {}

    /**
     * @param score in [0, 1]
     * @return 0xRRGGBB
     */
    static int of(double score) {
        double place = score * (STOPS.length - 1);
        int below = Math.min(STOPS.length - 2, (int) place);
        double part = place - below;
        int colour = 0;
        for (int channel = 0; channel < 3; channel++) {
            double value = STOPS[below][channel] + part * (STOPS[below + 1][channel] - STOPS[below][channel]);
            colour = colour << 8 | (int) Math.round(value);
        }
        return colour;
    }
}
