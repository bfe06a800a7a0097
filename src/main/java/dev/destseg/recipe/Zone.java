package dev.destseg.recipe;

import dev.destseg.image.RegionOfInterest;
import java.util.Optional;

/**
 * A named part of the images of a product that a recipe of its own judges.
 *
 * <p>Scores of different recipes cannot be compared, so that what zones find is told on one scale: 0 stays 0, 1 stays 1, the
 * threshold of each zone's recipe becomes {@link #THRESHOLD}, and between them it is linear.
 *
 * @param name letters, digits, '.', '_', '-'; at most 128
 * @param box what its recipe sees as a whole image; when absent that is the whole image, and the recipe's own region of interest
 *     tells where the zone is
 * @param recipe that judges it
 */
public record Zone(String name, Optional<RegionOfInterest> box, Recipe recipe) {
    /** Where the thresholds of all zones lie on their common scale. */
    public static final double THRESHOLD = 0.5;

    /** @throws IllegalArgumentException for another name, and for a recipe that has zones itself */
    public Zone {
        if (!RecipeDescription.isName(name)) {
            throw new IllegalArgumentException("The name of a zone has letters, digits, '.', '_' and '-', starts with a"
                    + " letter or digit and has at most 128 of them, unlike '" + name + "'");
        }
        if (!recipe.description().zones().isEmpty()) {
            throw new IllegalArgumentException(
                    "The recipe of the zone " + name + " has zones itself; compose its zones with the others instead");
        }
        double own = recipe.description().threshold().value();
        if (!(own > 0 && own < 1)) {
            throw new IllegalArgumentException("The recipe of the zone " + name + " has the threshold " + own
                    + ", which no scale can be laid over; it takes one between 0 and 1");
        }
    }

    /** @param score of its recipe, in [0, 1] */
    public double onCommonScale(double score) {
        double own = recipe.description().threshold().value();
        return score >= own
                ? THRESHOLD + (1 - THRESHOLD) * (score - own) / (1 - own)
                : Math.min(Math.nextDown(THRESHOLD), THRESHOLD * score / own);
    }

    /** @param score on the common scale, in [0, 1] */
    public double onOwnScale(double score) {
        double own = recipe.description().threshold().value();
        return score >= THRESHOLD ? own + (1 - own) * (score - THRESHOLD) / (1 - THRESHOLD) : own * score / THRESHOLD;
    }

    /** The part of a whole image that its networks see, in shares of the image. */
    public RegionOfInterest seen() {
        RegionOfInterest given = box.orElse(RegionOfInterest.ALL);
        RegionOfInterest within = recipe.description().regionOfInterest().orElse(RegionOfInterest.ALL);
        double width = given.right() - given.left();
        double height = given.bottom() - given.top();
        return new RegionOfInterest(
                given.left() + within.left() * width,
                given.top() + within.top() * height,
                Math.min(1, given.left() + within.right() * width),
                Math.min(1, given.top() + within.bottom() * height));
    }
}
