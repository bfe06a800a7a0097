package dev.destseg.recipe;

import java.util.List;

/** Whether a recipe that comes from elsewhere may be kept. Safe between threads. */
@FunctionalInterface
public interface RecipeAdmission {
    /** Takes every one. */
    RecipeAdmission EVERY = (recipe, signatures) -> {};

    /**
     * @param signatures that came with it
     * @throws dev.destseg.tensor.InputException when it may not
     */
    void require(Recipe recipe, List<Signature> signatures);
}
