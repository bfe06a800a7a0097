package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.recipe.Activation;
import dev.destseg.recipe.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A product as answers show it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "Product")
record ProductView(
        @Schema(description = "What requests call it.", examples = "flange") String name,
        @Nullable @Schema(description = "Digest of the recipe that judges it; null when none does.") String recipe,
        @Nullable @Schema(description = "Since when.") Instant since,
        @Schema(description = "Recipes that judged before, the last first.") List<String> before,
        @Nullable @Schema(description = "The recipe that is compared with it.") String candidate,
        @Nullable @Schema(description = "What is wrong, if anything, such as that its recipe was revoked.")
                String problem) {
    static ProductView of(
            String name, Optional<ActiveRecipe> judging, Optional<Activation> activation, @Nullable String problem) {
        return new ProductView(
                name,
                judging.map(recipe -> recipe.digest().toString()).orElse(null),
                judging.map(ActiveRecipe::since).orElse(null),
                activation.map(Activation::before).orElse(List.of()).stream()
                        .map(Sha256::toString)
                        .toList(),
                activation.flatMap(Activation::candidate).map(Sha256::toString).orElse(null),
                problem);
    }
}
