package dev.destseg.inspection.products;

import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.journal.InspectionEntry;
import dev.destseg.inspection.journal.InspectionFilter;
import dev.destseg.inspection.journal.JournalQueries;
import dev.destseg.recipe.RecipeRefusedException;
import dev.destseg.recipe.RecipeRefusedException.Cause;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Lets a recipe that judges nothing yet judge parts of the journal, so that people see beforehand what it would have said. One
 * at a time: another recipe in memory is what it takes. Safe between threads.
 */
public final class Rehearsals {
    private final RecipeStore store;
    private final ActiveRecipes active;
    private final JournalQueries journal;
    private final BooleanSupplier idle;
    private final Semaphore stage = new Semaphore(1);

    /** @param idle whether the line waits for nothing at present */
    Rehearsals(RecipeStore store, ActiveRecipes active, JournalQueries journal, BooleanSupplier idle) {
        this.store = store;
        this.active = active;
        this.journal = journal;
        this.idle = idle;
    }

    /**
     * Loads a recipe and chooses the last parts of a product. The caller runs what is returned, or ends it.
     *
     * @param parts most of them
     * @throws dev.destseg.tensor.InputException when there is no such recipe, it is not fit to judge here, or another one is
     *     tried
     */
    public Rehearsal begin(String product, Sha256 digest, int parts) {
        if (!stage.tryAcquire()) {
            throw new RecipeRefusedException(
                    Cause.TOO_MANY,
                    "Another recipe is being tried on parts of the journal; wait until that has ended, then try again");
        }
        try {
            List<InspectionEntry> entries = journal.list(
                            InspectionFilter.ALL.withProduct(product), Optional.empty(), parts)
                    .entries();
            return new Rehearsal(active.candidate(product, store.get(digest)), entries, journal, idle, stage::release);
        } catch (RuntimeException | OutOfMemoryError e) {
            stage.release();
            throw e;
        }
    }
}
