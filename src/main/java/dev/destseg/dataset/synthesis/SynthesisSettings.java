package dev.destseg.dataset.synthesis;

/**
 * What decides how samples look, apart from the textures.
 *
 * @param rotation how products are turned first
 * @param maxScaleExponent the noise has 2^a x 2^b cells, a and b uniform in 0..this; 0 to 8
 * @param maxRotationDegrees the noise is turned uniformly within plus and minus this; 0 to 180
 * @param threshold noise above it is mask; 0 to 0.9, where the noise lies within -1..1
 * @param maxBeta beta, the share of the product that shows through, is uniform in 0..this; 0 to less than 1
 * @param greyTextureShare the share of textures whose colours are dropped; 0 to 1
 * @param greyOnGrey whether a grey product gets grey textures only: colour on a grey product is told apart too easily,
 *     and nothing is learned from it
 */
public record SynthesisSettings(
        ProductRotation rotation,
        int maxScaleExponent,
        double maxRotationDegrees,
        double threshold,
        double maxBeta,
        double greyTextureShare,
        boolean greyOnGrey) {
    /** @throws IllegalArgumentException when a value is outside its range */
    public SynthesisSettings {
        requireWithin("maxScaleExponent", maxScaleExponent, 0, 8);
        requireWithin("maxRotationDegrees", maxRotationDegrees, 0, 180);
        requireWithin("threshold", threshold, 0, 0.9);
        requireWithin("maxBeta", maxBeta, 0, 0.99);
        requireWithin("greyTextureShare", greyTextureShare, 0, 1);
    }

    /** The settings of Zhang et al., CVPR 2023. */
    public static SynthesisSettings published(ProductRotation rotation) {
        return new SynthesisSettings(rotation, 5, 90, 0.5, 0.8, 0, false);
    }

    /** The published settings, but grey textures for grey products. */
    public static SynthesisSettings standard(ProductRotation rotation) {
        return new SynthesisSettings(rotation, 5, 90, 0.5, 0.8, 0, true);
    }

    /** These settings for products that lie otherwise. */
    public SynthesisSettings withRotation(ProductRotation other) {
        return new SynthesisSettings(
                other, maxScaleExponent, maxRotationDegrees, threshold, maxBeta, greyTextureShare, greyOnGrey);
    }

    private static void requireWithin(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "The synthesis setting " + name + " is " + value + "; it must lie within " + least + " to " + most);
        }
    }
}
