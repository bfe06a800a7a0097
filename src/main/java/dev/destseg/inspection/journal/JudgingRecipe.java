package dev.destseg.inspection.journal;

import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.Sha256;

/**
 * The recipe that gave a verdict; it may be long deleted.
 *
 * @param name of the recipe
 * @param version of the recipe
 * @param digest which names it exactly
 */
public record JudgingRecipe(String name, String version, Sha256 digest) {
    public static JudgingRecipe of(Recipe recipe) {
        return new JudgingRecipe(
                recipe.description().name(), recipe.description().version(), recipe.digest());
    }
}
