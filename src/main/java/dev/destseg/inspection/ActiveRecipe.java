package dev.destseg.inspection;

import dev.destseg.image.Image;
import dev.destseg.image.Seen;
import dev.destseg.inspection.checks.ImageChecks;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A recipe that judges one product, loaded once and used by many inspections. It counts who holds it: {@link
 * ActiveRecipes} from activation until the next one, every inspection from acceptance until its end. The last to let go
 * frees the native memory, so that an activation never takes the networks away from an inspection. Safe between threads.
 */
public final class ActiveRecipe {
    private final String product;
    private final RecipeLoader.Loaded loaded;
    private final Cores cores;
    private final Optional<Batches> batches;
    private final Clock clock;
    private final Instant since;
    private volatile Optional<Inspector> half = Optional.empty();
    private final AtomicInteger holders = new AtomicInteger(1);
    private volatile GoldenJudgement lastGolden;

    /**
     * Takes over what was loaded; whoever makes this holds it.
     *
     * @param cores asked for a run of the networks
     * @param batches of the inspector that was loaded
     */
    ActiveRecipe(String product, RecipeLoader.Loaded loaded, Cores cores, Optional<Batches> batches, Clock clock) {
        this.product = product;
        this.loaded = loaded;
        this.cores = cores;
        this.batches = batches;
        this.clock = clock;
        this.since = clock.instant();
        this.lastGolden = new GoldenJudgement(since, loaded.parity());
    }

    public String product() {
        return product;
    }

    public StoredRecipe stored() {
        return loaded.stored();
    }

    public Sha256 digest() {
        return stored().recipe().digest();
    }

    /** When it was loaded, just before it became active. */
    public Instant since() {
        return since;
    }

    public Preprocessing preprocessing() {
        return loaded.inspector().preprocessing();
    }

    /** What its networks compute with. */
    public Precision precision() {
        return loaded.inspector().precision();
    }

    /** What came of the golden images that were judged last. */
    public GoldenJudgement lastGolden() {
        return lastGolden;
    }

    /** With all cores. */
    Inspector inspector() {
        return loaded.inspector();
    }

    ImageChecks checks() {
        return loaded.checks();
    }

    /** Tells that an image will be judged. */
    Cores.Demand demand() {
        return cores.demand();
    }

    /**
     * Judges an image in its turn, before {@code deadline} or not at all. The caller holds this.
     *
     * @param prepared the image as {@link #preprocessing} makes it
     * @param demand of this image
     */
    Inspection inspect(Image image, Seen prepared, Deadline deadline, Cores.Demand demand) {
        if (batches.isPresent() && batches.get().areWanted()) {
            return batches.get().inspect(image, prepared, deadline, demand);
        }
        Optional<Inspector> divided = half;
        return demand.run(
                divided.isPresent(), share -> (share == Cores.Share.HALF ? divided.orElseThrow() : loaded.inspector())
                        .inspect(image, System.nanoTime(), prepared, deadline::check));
    }

    /** Takes over the same networks for half of the cores, to be used from now on. The caller holds this. */
    void divide(Inspector networks) {
        half = Optional.of(networks);
    }

    boolean isDivided() {
        return half.isPresent();
    }

    /** Judges the golden image of this number, counted round and round. The caller holds this. */
    void judgeGolden(int number) {
        ParityReport report = RecipeLoader.inTurn(loaded.golden().only(number), inspector()::parity, cores);
        lastGolden = new GoldenJudgement(clock.instant(), report);
    }

    /**
     * Judges all golden images, each in its turn. The caller holds this.
     *
     * @throws dev.destseg.recipe.RecipeRefusedException when one is judged otherwise than it must
     */
    void verify() {
        ParityReport report = RecipeLoader.parity(stored(), loaded.golden(), inspector()::parity, cores);
        lastGolden = new GoldenJudgement(clock.instant(), report);
    }

    Inspection cannotJudge(String reason) {
        return loaded.inspector().cannotJudge(reason);
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
            loaded.inspector().close();
            half.ifPresent(Inspector::close);
        }
    }

    /** Whether nobody holds this any more and its native memory is free. */
    boolean isClosed() {
        return holders.get() <= 0;
    }
}
