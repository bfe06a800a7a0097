package dev.destseg.training.runs;

import dev.destseg.machine.Backlog;
import dev.destseg.recipe.KnownRecipes;
import dev.destseg.recipe.LearnedRecipes;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import dev.destseg.training.runs.Watch.Ending;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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
    private final Backlog backlog;
    private final Clock clock;
    private final Thread thread = new Thread(this::work, "trainings");
    private final Map<RunId, Instant> notBefore = new ConcurrentHashMap<>();
    private final Map<RunId, String> cancelled = new ConcurrentHashMap<>();
    private @Nullable RunId current;
    private boolean stopping;
    private Optional<String> problem = Optional.empty();

    RunWorker(
            RunBook book,
            RunSettings settings,
            KnownRecipes recipes,
            Optional<LearnedRecipes> learned,
            OwnProgram program,
            ConfirmedCases confirmed,
            Backlog backlog,
            Clock clock) {
        this.book = book;
        this.settings = settings;
        this.recipes = recipes;
        this.learned = learned;
        this.program = program;
        this.confirmed = confirmed;
        this.backlog = backlog;
        this.clock = clock;
        thread.setDaemon(true);
    }

    synchronized void start() {
        if (thread.getState() == Thread.State.NEW && !stopping) {
            book.all().stream().filter(run -> run.stage() == RunStatus.RUNNING).forEach(this::takeUp);
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

    synchronized boolean cancel(RunId id, String who) {
        Optional<Run> run = book.find(id).filter(found -> !found.status().isEnded());
        if (run.isEmpty()) {
            return false;
        }
        if (id.equals(current)) {
            cancelled.put(id, who);
        } else {
            book.change(id, waiting -> waiting.cancelled(who, clock.instant()));
        }
        return true;
    }

    synchronized boolean pause(RunId id, String who) {
        return change(id, run -> run.status() != RunStatus.PAUSED, run -> run.paused(who));
    }

    synchronized boolean resume(RunId id, String who) {
        boolean resumed = change(id, run -> run.status() == RunStatus.PAUSED, run -> run.resumed(who));
        notifyAll();
        return resumed;
    }

    private boolean change(RunId id, Predicate<Run> when, UnaryOperator<Run> change) {
        boolean may = book.find(id)
                .filter(run -> !run.status().isEnded())
                .filter(when)
                .isPresent();
        if (may) {
            book.change(id, change);
        }
        return may;
    }

    private void work() {
        try {
            while (workOnNext()) {
                LOG.debug("Looking for the next training");
            }
        } catch (InterruptedException stopped) {
            LOG.debug("The work on trainings was stopped", stopped);
        }
    }

    /**
     * Whatever goes wrong here, such as a full disk when the end of a run is to be kept, must not end the work for good: it is
     * tried again after a while.
     *
     * @return whether there may be another
     */
    private boolean workOnNext() throws InterruptedException {
        Optional<Run> next = Optional.empty();
        try {
            next = next();
            if (next.isEmpty()) {
                return false;
            }
            end(next.get(), execute(next.get()));
            say(Optional.empty());
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("The work on trainings failed; it is tried again", e);
            say(Optional.of(String.valueOf(e.getMessage())));
            rest(next);
        } finally {
            leave();
        }
        return true;
    }

    private synchronized void say(Optional<String> what) {
        problem = what;
    }

    private synchronized void leave() {
        current = null;
    }

    private synchronized void rest(Optional<Run> failed) throws InterruptedException {
        failed.ifPresent(run -> notBefore.put(run.id(), clock.instant().plus(settings.retryDelay())));
        if (!stopping) {
            wait(settings.watchInterval().toMillis());
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
                && run.status() != RunStatus.PAUSED
                && rested
                && (!run.order().idleHours() || watch(run).isIdleHour());
    }

    private RunExecution.Result execute(Run run) throws InterruptedException {
        try {
            return new RunExecution(run, book, settings, recipes, program, confirmed, watch(run)).work();
        } catch (InputException e) {
            return RunExecution.Result.without(new Ending(Ending.Kind.REFUSED, e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("The training " + run.id() + " failed", e);
            return RunExecution.Result.without(new Ending(Ending.Kind.FAILED, String.valueOf(e.getMessage())));
        }
    }

    private Watch watch(Run run) {
        return new Watch(settings, clock, backlog, () -> ordered(run.id()), () -> book.find(run.id())
                .flatMap(Run::pausedBy));
    }

    private synchronized Optional<Ending> ordered(RunId id) {
        if (cancelled.containsKey(id)) {
            return Optional.of(new Ending(Ending.Kind.CANCELLED, "Cancelled"));
        }
        return stopping
                ? Optional.of(new Ending(Ending.Kind.INTERRUPTED, "The appliance was stopped"))
                : Optional.empty();
    }

    /** Without holding others up: to let a candidate judge takes a while. */
    private void end(Run run, RunExecution.Result result) {
        boolean offered = result.learned().filter(RunExecution.Learned::better).isPresent();
        String reason = result.ending().reason();
        String said = result.ending().kind() == Ending.Kind.DONE && offered ? handedOver(run, reason) : reason;
        book.change(
                run.id(),
                now -> ended(result.learned().map(learned -> learned.of(now)).orElse(now), result, said));
        cancelled.remove(run.id());
    }

    private Run ended(Run run, RunExecution.Result result, String reason) {
        Instant now = clock.instant();
        return switch (result.ending().kind()) {
            case DONE -> run.ended(RunStatus.DONE, reason, now);
            case CANCELLED -> run.cancelled(cancelled.getOrDefault(run.id(), Run.BOX), now);
            case REFUSED -> run.ended(RunStatus.FAILED, reason, now);
            case INTERRUPTED -> run.interrupted(reason);
            case FAILED -> failed(run, reason, now);
        };
    }

    /** @return what became of the candidate, for people */
    private String handedOver(Run run, String reason) {
        if (learned.isEmpty()) {
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

    /** Why trainings cannot be worked on; nothing when they can. */
    synchronized Optional<String> problem() {
        return thread.getState() == Thread.State.TERMINATED && !stopping
                ? Optional.of("the thread that works on them has ended; the log says why. Start the appliance again")
                : problem;
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
