package dev.destseg.quantization;

/**
 * The numbers that the bytes 0 to 255 of a value stand for: x = (byte - zeroPoint) * scale. 0 is always one of them, for
 * padding and rectifiers must stay exact.
 *
 * @param least at most 0
 * @param most at least 0
 */
public record ActivationRange(float least, float most) {
    private static final int STEPS = 255;

    /** The smallest range with these numbers and 0; a range without extent stands for a value that is always 0. */
    public ActivationRange {
        if (!Float.isFinite(least) || !Float.isFinite(most) || least > most) {
            throw new IllegalArgumentException("There is no range from " + least + " to " + most);
        }
        least = Math.min(0, least);
        most = Math.max(0, most);
    }

    /** What one step of the byte is worth. */
    public float scale() {
        float extent = most - least;
        return extent > 0 ? extent / STEPS : 1;
    }

    /** The byte that stands for 0. */
    public int zeroPoint() {
        return Math.max(0, Math.min(STEPS, Math.round(-least / scale())));
    }
}
