package dev.destseg.inspection.products;

import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.recipe.KnownRecipes;
import dev.destseg.recipe.LearnedRecipes;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What training knows of the recipes of the box, and where it puts those that it learned. */
@Singleton
class RecipesForTraining implements KnownRecipes, LearnedRecipes {
    private final ActiveRecipes active;
    private final RecipeStore store;
    private final Products products;

    RecipesForTraining(ActiveRecipes active, RecipeStore store, Products products) {
        this.active = active;
        this.store = store;
        this.products = products;
    }

    @Override
    public Set<String> products() {
        return active.all().stream().map(ActiveRecipe::product).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<StoredRecipe> judging(String product) {
        return active.find(product).map(ActiveRecipe::stored);
    }

    @Override
    public Optional<StoredRecipe> find(Sha256 digest) {
        return store.has(digest) ? Optional.of(store.get(digest)) : Optional.empty();
    }

    @Override
    public void offer(StoredRecipe learned, String who) {
        products.add(learned, who);
    }

    @Override
    public void activate(String product, StoredRecipe learned, String who) {
        products.activate(product, learned.recipe().digest(), who);
    }
}
