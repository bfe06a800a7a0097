package dev.destseg.inspection.products;

import dev.destseg.inspection.Candidate;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.journal.Disagreement;
import dev.destseg.recipe.RecipeRefusedException;
import dev.destseg.recipe.RecipeRefusedException.Cause;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The candidates that judge beside active recipes, by product. Safe between threads; changed by one at a time. */
final class Shadows implements AutoCloseable {
    private final Map<String, Shadow> byProduct = new ConcurrentHashMap<>();
    private final int most;
    private final BooleanSupplier idle;
    private final Consumer<Disagreement> journal;
    private final Clock clock;

    /**
     * @param most that may judge at a time
     * @param idle whether the line waits for nothing at present
     * @param journal keeps each disagreement
     */
    Shadows(int most, BooleanSupplier idle, Consumer<Disagreement> journal, Clock clock) {
        this.most = most;
        this.idle = idle;
        this.journal = journal;
        this.clock = clock;
    }

    /** @throws RecipeRefusedException when there are as many as may be, of other products */
    void requireRoom(String product) {
        if (!byProduct.containsKey(product) && byProduct.size() >= most) {
            throw new RecipeRefusedException(
                    Cause.TOO_MANY,
                    "There are candidates for " + byProduct.keySet() + ", as many as destseg.recipes.candidates allows;"
                            + " stop one, or allow more if the memory of this machine suffices");
        }
    }

    /** Takes over the candidate, which replaces another of the product. */
    Shadow begin(String product, Candidate candidate) {
        Shadow shadow = new Shadow(candidate, idle, journal, clock.instant());
        close(byProduct.put(product, shadow));
        return shadow;
    }

    Optional<Shadow> find(String product) {
        return Optional.ofNullable(byProduct.get(product));
    }

    void end(String product) {
        close(byProduct.remove(product));
    }

    private static void close(@Nullable Shadow shadow) {
        if (shadow != null) {
            shadow.close();
        }
    }

    /** Never waits. */
    void hear(CompletedInspection completed) {
        find(completed.product()).ifPresent(shadow -> shadow.offer(completed));
    }

    @Override
    public void close() {
        byProduct.values().removeIf(shadow -> {
            shadow.close();
            return true;
        });
    }

    /** What is said where a product has none. */
    static RecipeRefusedException none(String product) {
        return new RecipeRefusedException(
                Cause.UNKNOWN, "No candidate is compared with the active recipe of '" + product + "'; begin one");
    }
}
