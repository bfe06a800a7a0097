package dev.destseg.recipe;

import java.util.Optional;
import java.util.Set;

/** The recipes of a box, for whoever learns new ones. Safe between threads. */
public interface KnownRecipes {
    /** Names of the products that are judged now. */
    Set<String> products();

    /** The recipe that judges a product now. */
    Optional<StoredRecipe> judging(String product);

    /** A recipe by its digest. */
    Optional<StoredRecipe> find(Sha256 digest);
}
