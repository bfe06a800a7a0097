package dev.destseg.training;

import dev.destseg.dataset.Dataset;
import dev.destseg.evaluation.Evaluation;
import dev.destseg.recipe.StoredRecipe;

/** Judges the test images of a data set with a recipe. */
@FunctionalInterface
public interface RecipeMeasurement {
    /** @return figures for both maps, at the recipe's input size */
    Evaluation measure(StoredRecipe recipe, Dataset dataset);
}
