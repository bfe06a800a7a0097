package dev.destseg.training.runs;

import dev.destseg.recipe.StoredRecipe;

/** Makes a recipe the one that judges a product, with the checks that this takes; a box may have none. */
@FunctionalInterface
public interface Promotion {
    /** @throws dev.destseg.tensor.InputException when the recipe may not judge here; the one before goes on judging */
    void promote(String product, StoredRecipe candidate);
}
