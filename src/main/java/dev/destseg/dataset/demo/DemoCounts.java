package dev.destseg.dataset.demo;

/**
 * How many images of each product are made.
 *
 * @param train good ones to learn from, at least 1
 * @param testGood good ones to test with, 0 or more
 * @param perKind defective ones of each kind to test with, 0 or more
 */
public record DemoCounts(int train, int testGood, int perKind) {
    /** Enough to learn and to measure with. */
    public static final DemoCounts STANDARD = new DemoCounts(120, 40, 12);

    /** @throws IllegalArgumentException when a count is too low */
    public DemoCounts {
        if (train < 1 || testGood < 0 || perKind < 0) {
            throw new IllegalArgumentException("A demo product cannot have " + train + " training images, " + testGood
                    + " good test images and " + perKind + " defective ones of each kind");
        }
    }
}
