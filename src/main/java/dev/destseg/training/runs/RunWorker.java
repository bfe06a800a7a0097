package dev.destseg.training.runs;

import dev.destseg.recipe.KnownRecipes;
import dev.destseg.recipe.LearnedRecipes;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import dev.destseg.training.runs.Watch.Ending;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Works on runs, one at a time and the oldest first, in a thread of its own. Safe between threads. */
final class RunWorker implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RunWorker.class);

    private final RunBook book;
    private final RunSettings settings;
    private final KnownRecipes recipes;
    private final Optional<LearnedRecipes> learned;
    private final OwnProgram program;
    private final ConfirmedCases confirmed;
    private final Clock clock;
    private final Thread thread = new Thread(this::work, "trainings");
    private final Map<RunId, Instant> notBefore = new HashMap<>();
    private final Set<RunId> cancelled = new HashSet<>();
    private @Nullable RunId current;
    private boolean stopping;

    RunWorker(
            RunBook book,
            RunSettings settings,
            KnownRecipes recipes,
            Optional<LearnedRecipes> learned,
            OwnProgram program,
            ConfirmedCases confirmed,
            Clock clock) {
        this.book = book;
        this.settings = settings;
        this.recipes = recipes;
        this.learned = learned;
        this.program = program;
        this.confirmed = confirmed;
        this.clock = clock;
        thread.setDaemon(true);
    }

    synchronized void start() {
        if (thread.getState() == Thread.State.NEW && !stopping) {
            book.all().stream().filter(run -> run.status() == RunStatus.RUNNING).forEach(this::takeUp);
            thread.start();
        }
    }

    /** A run that was under way when this program ended without a word. */
    private void takeUp(Run run) {
        run.child().ifPresent(ChildProcess::killLeftOver);
        book.put(run.interrupted("The appliance was interrupted"));
    }

    synchronized void wake() {
        notifyAll();
    }

    synchronized boolean cancel(RunId id) {
        Optional<Run> run = book.find(id).filter(found -> !found.status().isEnded());
        if (run.isEmpty()) {
            return false;
        }
        if (id.equals(current)) {
            cancelled.add(id);
        } else {
            book.put(run.get().ended(RunStatus.CANCELLED, "Cancelled before it began", clock.instant()));
        }
        return true;
    }

    private void work() {
        try {
            for (Optional<Run> next = next(); next.isPresent(); next = next()) {
                Run run = next.get();
                end(execute(run));
            }
        } catch (InterruptedException stopped) {
            LOG.debug("The work on trainings was stopped", stopped);
        } catch (RuntimeException e) {
            LOG.error("Trainings are no longer worked on; start the appliance again when the cause is mended", e);
        }
    }

    /** Waits for the next run that may be worked on; nothing when this is to end. */
    private synchronized Optional<Run> next() throws InterruptedException {
        while (!stopping) {
            Optional<Run> next = book.all().stream().filter(this::mayBegin).min(Comparator.comparing(Run::id));
            if (next.isPresent()) {
                current = next.get().id();
                return next;
            }
            wait(settings.watchInterval().toMillis());
        }
        return Optional.empty();
    }

    private boolean mayBegin(Run run) {
        boolean rested = !clock.instant().isBefore(notBefore.getOrDefault(run.id(), Instant.MIN));
        return !run.status().isEnded()
                && rested
                && (!run.order().idleHours() || watch(run).isIdleHour());
    }

    private RunExecution.Result execute(Run run) throws InterruptedException {
        try {
            return new RunExecution(run, book, settings, recipes, program, confirmed, watch(run)).work();
        } catch (InputException e) {
            return new RunExecution.Result(run, new Ending(Ending.Kind.REFUSED, e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("The training " + run.id() + " failed", e);
            return new RunExecution.Result(run, new Ending(Ending.Kind.FAILED, String.valueOf(e.getMessage())));
        }
    }

    private Watch watch(Run run) {
        return new Watch(settings, clock, () -> ordered(run.id()));
    }

    private synchronized Optional<Ending> ordered(RunId id) {
        if (cancelled.contains(id)) {
            return Optional.of(new Ending(Ending.Kind.CANCELLED, "Cancelled"));
        }
        return stopping
                ? Optional.of(new Ending(Ending.Kind.INTERRUPTED, "The appliance was stopped"))
                : Optional.empty();
    }

    private synchronized void end(RunExecution.Result result) {
        Run run = result.run();
        Ending ending = result.ending();
        Instant now = clock.instant();
        book.put(
                switch (ending.kind()) {
                    case DONE -> run.ended(RunStatus.DONE, handedOver(run, ending.reason()), now);
                    case CANCELLED -> run.ended(RunStatus.CANCELLED, ending.reason(), now);
                    case REFUSED -> run.ended(RunStatus.FAILED, ending.reason(), now);
                    case INTERRUPTED -> run.interrupted(ending.reason());
                    case FAILED -> failed(run, ending.reason(), now);
                });
        cancelled.remove(run.id());
        current = null;
    }

    /** @return what became of the candidate, for people */
    private String handedOver(Run run, String reason) {
        if (learned.isEmpty() || !run.offered()) {
            return reason;
        }
        String who = "training " + run.id();
        try {
            StoredRecipe candidate = RecipeReader.read(book.directory(run.id()).candidate());
            learned.get().offer(candidate, who);
            if (!run.order().activate()) {
                return reason;
            }
            learned.get().activate(run.order().product(), candidate, who);
            return reason + ". It judges now";
        } catch (RuntimeException e) {
            LOG.warnf("The candidate of the training %s may not judge: %s", run.id(), e.getMessage());
            return reason + ". It is better, but may not judge: " + e.getMessage();
        }
    }

    private Run failed(Run run, String reason, Instant now) {
        Run failed = run.failedOnce(reason);
        LOG.warnf("The training %s failed, time %d: %s", run.id(), failed.failures(), reason);
        if (failed.failures() >= settings.attempts()) {
            return failed.ended(
                    RunStatus.FAILED, "Given up after " + failed.failures() + " failures, the last: " + reason, now);
        }
        notBefore.put(run.id(), now.plus(settings.retryDelay()));
        return failed;
    }

    /** Whether the thread that works is alive, or was never begun. */
    boolean isWell() {
        return thread.getState() == Thread.State.NEW || thread.isAlive();
    }

    @Override
    public void close() {
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
