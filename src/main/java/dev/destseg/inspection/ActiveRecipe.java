package dev.destseg.inspection;

import dev.destseg.image.Image;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

/**
 * A recipe that judges one product, loaded once and used by many inspections. It counts who holds it: {@link
 * ActiveRecipes} from activation until the next one, every inspection from acceptance until its end. The last to let go
 * frees the native memory, so that an activation never takes the networks away from an inspection. Safe between threads.
 */
public final class ActiveRecipe {
    private final String product;
    private final StoredRecipe stored;
    private final Inspector inspector;
    private final GoldenSet golden;
    private final Lock turn;
    private final Instant since;
    private final AtomicInteger holders = new AtomicInteger(1);

    /**
     * Takes over the inspector; whoever makes this holds it.
     *
     * @param turn taken for a run of the networks, which use all cores: two at once would be slower than one after the
     *     other
     */
    ActiveRecipe(String product, StoredRecipe stored, Inspector inspector, GoldenSet golden, Lock turn, Instant since) {
        this.product = product;
        this.stored = stored;
        this.inspector = inspector;
        this.golden = golden;
        this.turn = turn;
        this.since = since;
    }

    public String product() {
        return product;
    }

    public StoredRecipe stored() {
        return stored;
    }

    public Sha256 digest() {
        return stored.recipe().digest();
    }

    /** When it was activated. */
    public Instant since() {
        return since;
    }

    public Preprocessing preprocessing() {
        return inspector.preprocessing();
    }

    GoldenSet golden() {
        return golden;
    }

    /** Judges an image in its turn, before {@code deadline} or not at all. The caller holds this. */
    Inspection inspect(Image image, Deadline deadline) {
        turn.lock();
        try {
            return deadline.isPassed() ? inspector.cannotJudge(deadline.reason()) : inspector.inspect(image);
        } finally {
            turn.unlock();
        }
    }

    Inspection cannotJudge(String reason) {
        return inspector.cannotJudge(reason);
    }

    /** Keeps the networks loaded until {@link #release}; false when they are gone already. */
    boolean hold() {
        int held = holders.get();
        while (held > 0 && !holders.compareAndSet(held, held + 1)) {
            held = holders.get();
        }
        return held > 0;
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            inspector.close();
        }
    }

    /** Whether nobody holds this any more and its native memory is free. */
    boolean isClosed() {
        return holders.get() <= 0;
    }
}
