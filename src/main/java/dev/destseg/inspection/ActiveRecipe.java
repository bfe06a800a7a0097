package dev.destseg.inspection;

import dev.destseg.image.Image;
import dev.destseg.inspection.checks.ImageChecks;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import java.time.Clock;
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
    private final ImageChecks checks;
    private final Lock turn;
    private final Clock clock;
    private final Instant since;
    private final AtomicInteger holders = new AtomicInteger(1);
    private volatile GoldenJudgement lastGolden;

    /**
     * Takes over the inspector; whoever makes this holds it.
     *
     * @param turn taken for a run of the networks, which use all cores: two at once would be slower than one after the
     *     other
     */
    ActiveRecipe(
            String product,
            StoredRecipe stored,
            Inspector inspector,
            GoldenSet golden,
            ImageChecks checks,
            Lock turn,
            Clock clock) {
        this.product = product;
        this.stored = stored;
        this.inspector = inspector;
        this.golden = golden;
        this.checks = checks;
        this.turn = turn;
        this.clock = clock;
        this.since = clock.instant();
        this.lastGolden = new GoldenJudgement(since, GoldenResult.NONE_YET);
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

    /** When it was loaded, just before it became active. */
    public Instant since() {
        return since;
    }

    public Preprocessing preprocessing() {
        return inspector.preprocessing();
    }

    /** What came of the golden image that was judged last. */
    public GoldenJudgement lastGolden() {
        return lastGolden;
    }

    ImageChecks checks() {
        return checks;
    }

    /**
     * Judges an image in its turn, before {@code deadline} or not at all. The caller holds this.
     *
     * @param prepared the image as {@link #preprocessing} makes it
     */
    Inspection inspect(Image image, Image prepared, Deadline deadline) {
        turn.lock();
        try {
            return deadline.isPassed()
                    ? inspector.cannotJudge(deadline.reason())
                    : inspector.inspect(image, System.nanoTime(), prepared);
        } finally {
            turn.unlock();
        }
    }

    /** Judges the golden image of this number, counted round and round. The caller holds this. */
    GoldenResult judgeGolden(int number, Deadline deadline) {
        GoldenSet.Entry entry = golden.entry(number);
        Inspection inspection = inspect(entry.image(), preprocessing().apply(entry.image()), deadline);
        GoldenResult result = new GoldenResult(entry.name(), entry.expected(), inspection.score(), inspection.reason());
        lastGolden = new GoldenJudgement(clock.instant(), result);
        return result;
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
