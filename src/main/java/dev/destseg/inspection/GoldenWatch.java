package dev.destseg.inspection;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Judges, again and again and beside the inspections, images whose score is known, one of each active recipe at a time.
 * What came of it is with the recipe: {@link ActiveRecipe#lastGolden}. Safe between threads.
 */
public final class GoldenWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(GoldenWatch.class);

    private final ActiveRecipes recipes;
    private final InspectionSettings settings;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "golden-watch"));
    private final AtomicBoolean running = new AtomicBoolean();
    private int round;

    public GoldenWatch(ActiveRecipes recipes, InspectionSettings settings) {
        this.recipes = recipes;
        this.settings = settings;
    }

    /** Begins; once is enough. */
    public void start() {
        if (running.compareAndSet(false, true)) {
            long interval = settings.goldenInterval().toMillis();
            thread.scheduleWithFixedDelay(this::judgeAll, interval, interval, TimeUnit.MILLISECONDS);
        }
    }

    public boolean isRunning() {
        return running.get();
    }

    private void judgeAll() {
        round++;
        for (ActiveRecipe recipe : recipes.all()) {
            if (recipe.hold()) {
                judge(recipe);
            }
        }
    }

    private void judge(ActiveRecipe recipe) {
        try {
            recipe.judgeGolden(round);
            ParityReport report = recipe.lastGolden().report();
            if (!report.agrees()) {
                LOG.errorf("%s: %s", recipe.product(), report.sentence());
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            // The last judgement grows old, which readiness shows.
            LOG.error("The golden set of " + recipe.product() + " could not be judged", e);
        } finally {
            recipe.release();
        }
    }

    @Override
    public void close() {
        running.set(false);
        thread.shutdownNow();
    }
}
