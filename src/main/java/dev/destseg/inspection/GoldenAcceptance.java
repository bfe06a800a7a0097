package dev.destseg.inspection;

import dev.destseg.inference.Acceptance;
import dev.destseg.inference.Engine;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;

/**
 * Lets an engine take over that judges a recipe's golden set as the box that made the recipe.
 *
 * @param gate how exactly
 */
record GoldenAcceptance(StoredRecipe stored, ParityGate gate) implements Acceptance {
    @Override
    public String subject() {
        RecipeDescription recipe = stored.recipe().description();
        return recipe.name() + " " + recipe.version() + " (" + stored.recipe().digest() + ")";
    }

    @Override
    public void check(Engine engine) {
        RecipeEngine candidate = RecipeEngine.around(stored, engine);
        ParityReport report = gate.check(stored, GoldenSet.of(stored), candidate);
        if (!report.agrees()) {
            throw new InputException(
                    "it judges otherwise than the recipe expects: " + String.join("; ", report.disagreements()));
        }
    }
}
