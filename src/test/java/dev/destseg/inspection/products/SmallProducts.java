package dev.destseg.inspection.products;

import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.Settings;
import dev.destseg.inspection.journal.Disagreement;
import dev.destseg.inspection.journal.Event;
import dev.destseg.recipe.RecipeAdmission;
import dev.destseg.recipe.RecipeStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The products of a folder, as after a start of the appliance; changes go into a list. */
final class SmallProducts implements AutoCloseable {
    static final int KEPT = 3;

    final ActiveRecipes active = new ActiveRecipes(new OnnxRuntime(), Settings.USUAL, Clock.systemUTC());
    final List<Event> events = new CopyOnWriteArrayList<>();
    final List<Disagreement> disagreements = new CopyOnWriteArrayList<>();
    final Shadows shadows = new Shadows(1, () -> true, disagreements::add, Clock.systemUTC());
    final RecipeStore store;
    final Products products;

    SmallProducts(Path folder) {
        this(folder, RecipeAdmission.EVERY, false);
    }

    /** @param ahead whether recipes are loaded before the start */
    SmallProducts(Path folder, RecipeAdmission admission, boolean ahead) {
        store = RecipeStore.open(folder);
        ProductStart start = new ProductStart(store, active);
        if (ahead) {
            start.loadAhead();
        }
        products = new Products(
                store, active, start, shadows, new ChangeLog(events::add, Clock.systemUTC()), admission, folder, KEPT);
        products.start();
    }

    @Override
    public void close() {
        shadows.close();
        active.close();
    }
}
