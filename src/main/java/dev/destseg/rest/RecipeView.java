package dev.destseg.rest;

import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.recipe.RecipeDescription;
import java.time.Instant;
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
        @Schema(description = "The product that it judges.", examples = "flange") String product,
        @Schema(description = "Since when it judges.") Instant active) {
    static RecipeView of(ActiveRecipe active) {
        RecipeDescription description = active.stored().recipe().description();
        return new RecipeView(
                description.name(),
                description.version(),
                active.digest().toString(),
                description.profile(),
                description.threshold().value(),
                description.provenance().created(),
                active.product(),
                active.since());
    }
}
