package dev.destseg.inspection.products;

import dev.destseg.image.RegionOfInterest;
import dev.destseg.recipe.Sha256;
import java.util.Optional;

/**
 * A zone of a recipe that is to be made.
 *
 * @param box what the recipe is to see as a whole image; the whole image when absent
 * @param recipe that judges it, one of the box
 */
public record WantedZone(String name, Optional<RegionOfInterest> box, Sha256 recipe) {}
