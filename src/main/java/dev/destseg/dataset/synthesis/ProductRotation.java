package dev.destseg.dataset.synthesis;

import java.util.Optional;
import java.util.SplittableRandom;

/** How a product may lie under the camera, and so how its images are turned before they are corrupted. */
public enum ProductRotation {
    /** Always the same way up. */
    NONE,
    /** Uniform within 5 degrees. */
    SMALL,
    /** A multiple of 90 degrees, and then uniform within 5 degrees. */
    ANY_QUARTER;

    private static final double SMALL_DEGREES = 5;

    /** The published choice for a category of MVTec AD, by its folder's name; empty for other names. */
    public static Optional<ProductRotation> published(String category) {
        return switch (category) {
            case "capsule", "metal_nut", "pill", "toothbrush", "transistor" -> Optional.of(NONE);
            case "wood", "zipper", "cable" -> Optional.of(SMALL);
            case "bottle", "grid", "hazelnut", "leather", "tile", "carpet", "screw" -> Optional.of(ANY_QUARTER);
            default -> Optional.empty();
        };
    }

    /** A random angle, in degrees, counter-clockwise. */
    double drawDegrees(SplittableRandom random) {
        return switch (this) {
            case NONE -> 0;
            case SMALL -> smallDegrees(random);
            case ANY_QUARTER -> 90 * random.nextInt(4) + smallDegrees(random);
        };
    }

    private static double smallDegrees(SplittableRandom random) {
        return random.nextDouble(-SMALL_DEGREES, SMALL_DEGREES);
    }
}
