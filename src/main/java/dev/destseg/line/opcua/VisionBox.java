package dev.destseg.line.opcua;

import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.products.Products;
import dev.destseg.recipe.RecipeStore;
import java.util.Optional;

/**
 * The box behind its vision systems.
 *
 * @param version of the software
 */
public record VisionBox(ActiveRecipes active, Products products, RecipeStore store, Journal journal, String version) {
    /**
     * The recipe that judges parts of a product.
     *
     * @param product the only one when absent
     */
    Optional<ActiveRecipe> judging(Optional<String> product) {
        return active.judging(product);
    }
}
