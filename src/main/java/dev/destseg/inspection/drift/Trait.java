package dev.destseg.inspection.drift;

/** What is watched of images. The floors are differences that nobody would call a change, however alike the good images were. */
public enum Trait {
    /** Mean luma, 0 to 255. */
    BRIGHTNESS(1, 0),
    /** Standard deviation of the luma. */
    CONTRAST(0.5, 0),
    /** Root mean square of the luma's Laplacian. */
    SHARPNESS(0, 0.03),
    /** Anomaly score. */
    SCORE(0.001, 0.03);

    private final double floor;
    private final double relativeFloor;

    Trait(double floor, double relativeFloor) {
        this.floor = floor;
        this.relativeFloor = relativeFloor;
    }

    /** The least standard deviation that is assumed. */
    double leastDeviation(double mean) {
        return Math.max(floor, relativeFloor * mean);
    }
}
