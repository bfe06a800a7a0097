package dev.destseg.inspection.drift;

import dev.destseg.recipe.Sha256;

/**
 * A trait has left its band, or is back.
 *
 * @param product whose images
 * @param recipe that they differ from
 * @param trait which
 * @param state after the change
 */
record DriftChange(String product, Sha256 recipe, Trait trait, DriftState state) {
    /** For people. */
    String sentence() {
        String name = trait.name().toLowerCase(java.util.Locale.ROOT);
        if (!state.alarmed()) {
            return "The %s of the product %s is again like that of the good images".formatted(name, product);
        }
        return String.format(
                java.util.Locale.ROOT,
                "The %s of the product %s has drifted: on average %.4g lately, %.4g for the good images, with a band of"
                        + " %.4g. %s",
                name,
                product,
                state.average(),
                state.mean(),
                state.halfWidth(),
                remedy());
    }

    private String remedy() {
        return switch (trait) {
            case BRIGHTNESS ->
                "Check light and exposure, and teach the product again if this is meant, for changing light if it goes on so";
            case CONTRAST -> "Check light and exposure, and teach the product again if this is meant";
            case SHARPNESS -> "Check focus, lens and vibration, and teach the product again if this is meant";
            case SCORE ->
                "Look at the parts that were judged last: defects, or a change that the recipe was not taught";
        };
    }
}
