package dev.destseg.inspection.warmup;

import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.InspectionRecorder;
import dev.destseg.inspection.InspectionRefusedException;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.InspectionSettings;
import dev.destseg.inspection.TriggerStamp;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.journal.InspectionEntry;
import dev.destseg.inspection.journal.InspectionFilter;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.PassingRecorder;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Zone;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Judges images for nobody before the first part comes, on the way that parts take, from the bytes of a file to the rows of the
 * journal, until that takes no less time any more. Nothing of it is kept and nobody hears of it. What a start puts off is done
 * meanwhile.
 */
@ApplicationScoped
public class WarmUp {
    private static final Logger LOG = Logger.getLogger(WarmUp.class);
    /** That the journal is told; no row of it stays. */
    private static final String STATION = "warm-up";
    /** Of its triggers, as those of no machine, which may have a station of that name. */
    private static final int NO_RUN = -1;
    /** Inspections among which a good part of a product is looked for. */
    private static final int NEWEST = 50;

    private final ActiveRecipes recipes;
    private final InspectionService inspections;
    private final InspectionSettings settings;
    private final Journal journal;
    private final InspectionRecorder recorder;

    WarmUp(ActiveRecipes recipes, InspectionService inspections, InspectionSettings settings, Journal journal) {
        this.recipes = recipes;
        this.inspections = inspections;
        this.settings = settings;
        this.journal = journal;
        this.recorder = new PassingRecorder(journal, Clock.systemUTC());
    }

    /** Whether there is any time for it. */
    public boolean isWanted() {
        return !settings.warmUp().isZero();
    }

    /**
     * Returns when every recipe judges at a steady pace, two images side by side too, or when the time is over that is allowed for
     * that. What goes wrong is told in the log; the first parts may then be judged slowly.
     *
     * @param putOff done before this returns, while networks are loaded; whatever time it takes, and whatever went wrong before
     */
    public void run(Runnable putOff) {
        long begun = System.nanoTime();
        long end = begun + settings.warmUp().toNanos();
        int judged = 0;
        try {
            CompletableFuture<Void> divided = recipes.divideNow();
            try {
                for (ActiveRecipe recipe : recipes.all()) {
                    judged += warmUp(recipe, end);
                }
            } finally {
                doNow(putOff);
            }
            divided.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException unhurried) {
            LOG.debug("Networks are still loaded for half of the cores");
        } catch (ExecutionException | RuntimeException e) {
            LOG.warn("The first parts may be judged slowly, for networks could not be loaded for half of the cores", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.infof(
                "Signals are heard from now on; %d images were judged before, in %d ms",
                judged, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }

    private static void doNow(Runnable putOff) {
        try {
            putOff.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("What the start put off could not be done", e);
        }
    }

    /**
     * One that others leave no place for, or that is not judged by any more, keeps no other from being tried.
     *
     * @return how many images were judged
     */
    private int warmUp(ActiveRecipe recipe, long end) throws InterruptedException {
        SteadyPace pace = new SteadyPace();
        int judged = 0;
        try {
            byte[] image = image(recipe);
            while (!pace.isSteady() && System.nanoTime() < end) {
                pace.add(judge(recipe, image, judged));
                judged++;
            }
        } catch (InspectionRefusedException refused) {
            LOG.warnf("%s: the first parts may be judged slowly: %s", recipe.product(), refused.getMessage());
        } catch (ExecutionException | RuntimeException | OutOfMemoryError e) {
            LOG.warnf(
                    e,
                    "%s: the first parts may be judged slowly, for the way that they take could not be tried",
                    recipe.product());
        }
        return judged;
    }

    /** @return how long it took, in nanoseconds */
    private long judge(ActiveRecipe recipe, byte[] image, int number) throws ExecutionException, InterruptedException {
        long begun = System.nanoTime();
        InspectionRequest request = new InspectionRequest(
                image, Optional.of(recipe.product()), Optional.empty(), new TriggerStamp(STATION, NO_RUN, number));
        inspections
                .warmUp(request, inspections.deadline(Optional.empty(), begun), recorder)
                .get();
        return System.nanoTime() - begun;
    }

    /** Of a good part that was judged lately, whose file is as the next one will be; where there is none, of the golden set. */
    private byte[] image(ActiveRecipe recipe) {
        List<InspectionEntry> newest = journal.queries()
                .list(InspectionFilter.ALL, Optional.empty(), NEWEST)
                .entries();
        return newest.stream()
                .filter(entry -> entry.part().verdict() == Verdict.OK
                        && entry.part().origin().product().equals(recipe.product()))
                .flatMap(entry -> entry.image().stream())
                .flatMap(file -> journal.queries().content(file).stream())
                .findFirst()
                .orElseGet(() -> golden(recipe.stored()));
    }

    private static byte[] golden(StoredRecipe stored) {
        List<Zone> zones = stored.recipe().description().zones();
        StoredRecipe judging = zones.isEmpty() ? stored : stored.of(zones.get(0));
        return judging.bytes(judging.recipe().description().golden().get(0).image());
    }
}
