package dev.destseg.inspection.checks;

import dev.destseg.recipe.GoodTraits;
import dev.destseg.recipe.TraitRange;

/**
 * Within what an image's traits must lie: what the good images had, and a margin, for parts that are defective look
 * different too and must be judged. A few images say little about the spread, so that the margin is doubled.
 *
 * @param lowest least allowed
 * @param highest most allowed
 */
record Bounds(double lowest, double highest) {
    private static final int ENOUGH_IMAGES = 10;
    private static final double BRIGHTNESS_MARGIN = 25;
    private static final double DEVIATIONS = 4;
    private static final double LIGHT_FACTOR = 2;
    private static final double WHITE = 255;
    private static final double CONTRAST_FACTOR = 2.5;
    private static final double CONTRAST_MARGIN = 5;
    private static final double SHARPNESS_FACTOR = 2.5;

    static Bounds ofBrightness(GoodTraits good) {
        TraitRange range = good.brightness();
        double margin = slack(good) * Math.max(BRIGHTNESS_MARGIN, DEVIATIONS * range.deviation());
        return new Bounds(range.lowest() - margin, range.highest() + margin);
    }

    /**
     * Where light changes: from half as bright as good images to half as bright again, and no more than half of the way to white, where
     * cameras cut what cannot be evened.
     */
    static Bounds ofChangingBrightness(GoodTraits good) {
        TraitRange range = good.brightness();
        double white = (range.highest() + WHITE) / 2;
        return new Bounds(
                range.lowest() / (LIGHT_FACTOR * slack(good)), Math.min(white, slack(good) * 1.5 * range.highest()));
    }

    static Bounds ofContrast(GoodTraits good) {
        TraitRange range = good.contrast();
        double factor = slack(good) * CONTRAST_FACTOR;
        return new Bounds(
                range.lowest() / factor - CONTRAST_MARGIN, Math.max(range.highest() * factor, CONTRAST_MARGIN));
    }

    /** There is no such thing as too sharp. */
    static Bounds ofSharpness(GoodTraits good) {
        double factor = slack(good) * SHARPNESS_FACTOR;
        return new Bounds(good.sharpness().lowest() / factor, Double.POSITIVE_INFINITY);
    }

    private static int slack(GoodTraits good) {
        return good.images() < ENOUGH_IMAGES ? 2 : 1;
    }
}
