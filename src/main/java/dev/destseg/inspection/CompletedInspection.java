package dev.destseg.inspection;

import dev.destseg.image.Image;
import dev.destseg.image.ImageStatistics;
import dev.destseg.recipe.RecipeDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/**
 * An inspection that was asked for, with its end.
 *
 * @param id names it for good
 * @param received when it was accepted
 * @param product whose recipe judged, or would have; {@link #UNKNOWN_PRODUCT} where none was named and none was active
 * @param request what was asked
 * @param recipe what the recipe that judged says about itself; its digest is that of the inspection; absent where there was
 *     none
 * @param preprocessing of that recipe
 * @param image decoded; absent when it could not be, or not in time
 * @param traits of what the networks would see; absent as the image is
 * @param inspection what is said of the part
 * @param stages how long each stage took
 * @param isLate whether its deadline passed before there was a judgement
 */
public record CompletedInspection(
        UUID id,
        Instant received,
        String product,
        InspectionRequest request,
        Optional<RecipeDescription> recipe,
        Optional<Preprocessing> preprocessing,
        Optional<Image> image,
        Optional<ImageStatistics> traits,
        Inspection inspection,
        SortedMap<Stage, Duration> stages,
        boolean isLate) {
    /** Stands in the journal where nobody knows which product a part was of. */
    public static final String UNKNOWN_PRODUCT = "unknown";

    /** A part that there was no recipe for. */
    static CompletedInspection withoutRecipe(Instant received, InspectionRequest request, String reason) {
        return new CompletedInspection(
                UUID.randomUUID(),
                received,
                request.product().orElse(UNKNOWN_PRODUCT),
                request,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Inspection.withoutRecipe(reason),
                Collections.emptySortedMap(),
                false);
    }

    /** This inspection under another name. */
    public CompletedInspection withId(UUID other) {
        return new CompletedInspection(
                other, received, product, request, recipe, preprocessing, image, traits, inspection, stages, isLate);
    }
}
