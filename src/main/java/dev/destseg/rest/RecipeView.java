package dev.destseg.rest;

import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Zone;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A recipe as answers show it. */
@Schema(name = "Recipe")
record RecipeView(
        @Schema(examples = "flange") String name,
        @Schema(examples = "1") String version,
        @Schema(examples = "sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b") String digest,
        @Schema(examples = "edge") String profile,
        @Schema(examples = "0.42") double threshold,
        @Schema(description = "When it was made.") Instant created,
        @Schema(description = "What was measured when it was made.") Map<String, Double> metrics,
        @Schema(description = "The zones that recipes of their own judge; empty where it judges as a whole.")
                List<ZoneView> zones,
        @Schema(description = "The products that it judges now.", examples = "[\"flange\"]") List<String> judges) {

    /** A zone of the image, and the recipe that judges it. */
    @Schema(name = "RecipeZone")
    record ZoneView(
            @Schema(examples = "left") String name,
            @Schema(description = "Left, top, width and height in shares of the image.", examples = "0.1,0.2,0.3,0.4")
                    String place,
            @Schema(examples = "sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b") String recipe,
            @Schema(description = "Of its own recipe.", examples = "0.42") double threshold) {
        static ZoneView of(Zone zone) {
            return new ZoneView(
                    zone.name(),
                    zone.seen().toString(),
                    zone.recipe().digest().toString(),
                    zone.recipe().description().threshold().value());
        }
    }

    /** @param active those that judge now */
    static RecipeView of(Recipe recipe, Collection<ActiveRecipe> active) {
        RecipeDescription description = recipe.description();
        Sha256 digest = recipe.digest();
        return new RecipeView(
                description.name(),
                description.version(),
                digest.toString(),
                description.profile(),
                description.threshold().value(),
                description.provenance().created(),
                description.provenance().metrics(),
                description.zones().stream().map(ZoneView::of).toList(),
                active.stream()
                        .filter(judging -> judging.digest().equals(digest))
                        .map(ActiveRecipe::product)
                        .toList());
    }
}
