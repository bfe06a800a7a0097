package dev.destseg.inspection.products;

import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.recipe.JudgedProducts;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The products of a box with real engines and the parity gate, for recipes that come from a registry; no parts come. */
public final class BoxProducts implements JudgedProducts, AutoCloseable {
    private final SmallProducts box;

    /** As after a start of the appliance. */
    public BoxProducts(Path folder) {
        box = new SmallProducts(folder.resolve("recipes"));
    }

    public RecipeStore store() {
        return box.store;
    }

    public ActiveRecipes active() {
        return box.active;
    }

    public Products managed() {
        return box.products;
    }

    public Map<String, String> problems() {
        return box.products.problems();
    }

    @Override
    public Set<String> products() {
        return box.store.activations().keySet();
    }

    @Override
    public Optional<Sha256> judging(String product) {
        return box.active.find(product).map(ActiveRecipe::digest);
    }

    @Override
    public void activate(String product, Sha256 recipe, String who) {
        box.products.activate(product, recipe, who);
    }

    @Override
    public void rollBack(String product, String who, String why) {
        box.products.rollBack(product, who, Optional.of(why));
    }

    @Override
    public void rollBackTo(String product, Sha256 recipe, String who, String why) {
        box.products.rollBackTo(product, recipe, who, Optional.of(why));
    }

    @Override
    public void keepRevoked(String product, Sha256 recipe, String who, String why) {}

    @Override
    public void compare(String product, Sha256 recipe, String who) {
        box.products.shadow(product, recipe, who);
    }

    @Override
    public Optional<Long> compared(String product, Sha256 recipe) {
        return Optional.empty();
    }

    @Override
    public Judged judged(String product, Sha256 recipe, Instant since) {
        return new Judged(0, 0, 0, Duration.ZERO);
    }

    @Override
    public List<String> drifts(String product) {
        return List.of();
    }

    @Override
    public void close() {
        box.close();
    }
}
