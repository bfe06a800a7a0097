package dev.destseg.inspection.journal;

import dev.destseg.inspection.Inspection;
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
    /** Of a part that there was no recipe for. */
    public static final JudgingRecipe NONE = new JudgingRecipe("", "", Inspection.NO_RECIPE);

    public static JudgingRecipe of(Recipe recipe) {
        return new JudgingRecipe(
                recipe.description().name(), recipe.description().version(), recipe.digest());
    }

    /** Whether there was none. */
    public boolean isNone() {
        return digest.equals(NONE.digest);
    }
}
