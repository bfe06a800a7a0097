package dev.destseg.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which recipe is meant. */
@Schema(name = "RecipeChoice")
record RecipeChoice(
        @Nullable
                @Schema(
                        description = "Its digest.",
                        examples = "sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b")
                String recipe) {}
