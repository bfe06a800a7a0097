package dev.destseg.inspection.checks;

import dev.destseg.image.ColourShares;
import dev.destseg.image.Image;
import dev.destseg.image.ImageStatistics;
import dev.destseg.image.View;
import dev.destseg.network.Light;
import dev.destseg.recipe.GoodTraits;
import dev.destseg.recipe.RecipeDescription;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells images that a recipe cannot judge from those that it can. What good images look like stands in the recipe; for a
 * recipe that lacks it the golden set must do, and without one only the size is checked. Immutable and safe between
 * threads.
 */
public final class ImageChecks {
    /** Defects and other light leave far more of the colours alone; another product or a hand does not. */
    private static final double LEAST_IN_COMMON = 0.4;

    private final RecipeDescription recipe;
    private final View view;
    private final Set<ImageCheck> wanted;
    private final Optional<GoodTraits> good;
    private final Light light;
    private final List<ColourShares> colours;

    /**
     * @param view what the recipe sees of an image
     * @param golden images of the recipe's golden set, pieces of what is seen; may be none
     * @param wanted what is checked
     */
    public ImageChecks(RecipeDescription recipe, View view, List<Image> golden, Set<ImageCheck> wanted) {
        this.recipe = recipe;
        this.view = view;
        this.wanted = Set.copyOf(wanted);
        this.good = recipe.goodTraits()
                .or(() -> golden.isEmpty()
                        ? Optional.empty()
                        : Optional.of(GoodTraits.of(
                                golden.stream().map(ImageStatistics::of).toList())));
        this.light = recipe.light();
        this.colours = golden.stream().map(this::colours).toList();
    }

    /**
     * Of a recipe with zones, what it sees as a whole is checked for its size alone: each zone is checked by its own recipe.
     */
    public static ImageChecks of(RecipeDescription recipe, View view, List<Image> golden, Set<ImageCheck> wanted) {
        return new ImageChecks(recipe, view, recipe.zones().isEmpty() ? golden : List.of(), wanted);
    }

    /** Whether this recipe's images are to be checked for it. */
    public boolean wants(ImageCheck check) {
        return wanted.contains(check);
    }

    /**
     * Why an image cannot be judged, and what to do; empty when it can.
     *
     * @param width of the image in pixels, as it came
     * @param height of the image in pixels, as it came
     * @param prepared what the recipe sees of it
     * @param looks of that
     */
    public Optional<String> problem(int width, int height, Image prepared, ImageStatistics looks) {
        if (wanted.contains(ImageCheck.SIZE) && (2 * width < prepared.width() || 2 * height < prepared.height())) {
            return Optional.of("The image of " + width + " x " + height
                    + " pixels is too small; the recipe needs about " + prepared.width() + " x " + prepared.height());
        }
        return good.flatMap(taught -> problem(taught, looks)).or(() -> unlike(prepared));
    }

    private ColourShares colours(Image image) {
        return switch (light) {
            case STEADY -> ColourShares.of(image);
            case CHANGING -> ColourShares.evened(image);
        };
    }

    private Optional<String> problem(GoodTraits taught, ImageStatistics looks) {
        ImageStatistics image = taught.comparable(light, looks);
        return outside(
                        ImageCheck.BRIGHTNESS,
                        looks.brightness(),
                        light == Light.CHANGING ? Bounds.ofChangingBrightness(taught) : Bounds.ofBrightness(taught),
                        "too dark",
                        "too bright",
                        "light and exposure")
                .or(() -> outside(
                        ImageCheck.CONTRAST,
                        image.contrast(),
                        Bounds.ofContrast(taught),
                        "too flat",
                        "too glaring",
                        "light, lens and exposure"))
                .or(() -> outside(
                        ImageCheck.SHARPNESS,
                        image.sharpness(),
                        Bounds.ofSharpness(taught),
                        "out of focus",
                        "too sharp",
                        "focus, lens and vibration"));
    }

    private Optional<String> outside(
            ImageCheck check, double value, Bounds bounds, String below, String above, String remedy) {
        if (!wanted.contains(check) || (value >= bounds.lowest() && value <= bounds.highest())) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "The image is %s: its %s is %.1f, that of the good images lies within %.1f and %.1f with a margin; check"
                        + " %s",
                value < bounds.lowest() ? below : above,
                check.name().toLowerCase(Locale.ROOT),
                value,
                bounds.lowest(),
                bounds.highest(),
                remedy));
    }

    private Optional<String> unlike(Image prepared) {
        if (colours.isEmpty() || !wanted.contains(ImageCheck.LIKENESS)) {
            return Optional.empty();
        }
        // Golden pieces are of the middle, too.
        ColourShares shares = colours(view.middle(prepared));
        double common = colours.stream().mapToDouble(shares::common).max().orElseThrow();
        if (common >= LEAST_IN_COMMON) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "The image is unlike what the recipe %s was taught: it shares %.0f %% of its colours; check that the right"
                        + " product is in view",
                recipe.name(),
                100 * common));
    }
}
