package dev.destseg.line.kafka;

import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.line.output.BackOff;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Judges images for a group, by a thread of its own, until it is closed. It joins when recipes judge here, since work that is
 * given to an appliance without any would stand still; whatever fails, it leaves, waits, and joins again.
 */
public final class GroupWorker implements AutoCloseable {
    static final Logger LOG = Logger.getLogger(GroupWorker.class);

    private static final Duration RECIPES = Duration.ofMillis(200);
    private static final Duration GRACE = Duration.ofSeconds(12);
    private static final Duration STEADY = Duration.ofSeconds(10);
    private static final Duration LEAVE = Duration.ofSeconds(5);
    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(30));

    private final GroupPlan plan;
    private final ProductsHere products;
    private final MessageJudge judge;
    private final GroupCounts counts = new GroupCounts();
    private final Thread thread;
    private volatile boolean joined;
    private volatile long interruptions;
    private volatile Optional<String> problem = Optional.empty();
    private volatile boolean closing;
    private int failures;

    /**
     * @param products that have a recipe now, or soon
     * @param journal where inspections are kept; stays the caller's, as the service does
     */
    public GroupWorker(GroupPlan plan, ProductsHere products, InspectionService inspections, Journal journal) {
        this.plan = plan;
        this.products = products;
        this.judge = new MessageJudge(plan, products, inspections, journal);
        this.thread = new Thread(this::run, "group " + plan.group());
    }

    public void start() {
        thread.start();
    }

    public GroupState state() {
        return new GroupState(
                plan.cluster().url().toString(),
                plan.group(),
                plan.member(),
                joined,
                counts.partitions(),
                counts.lag(),
                counts.results(),
                counts.deadLetters(),
                counts.lost(),
                interruptions,
                problem);
    }

    private void run() {
        try {
            while (!closing) {
                survive();
            }
        } catch (InterruptedException end) {
            // By close, which has waited long enough.
        } finally {
            judge.close();
        }
    }

    /** Whatever fails inside costs a membership, and not the work for good. */
    private void survive() throws InterruptedException {
        try {
            awaitRecipes();
            work();
        } catch (IOException e) {
            failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) { // The last where a library is not whole.
            LOG.errorf(e, "The work for the group %s failed", plan.group());
            failed("The work for the group failed inside (" + e + "); the log says where");
        }
        if (!closing && failures > 0) {
            Thread.sleep(BACK_OFF.pause(failures, ThreadLocalRandom.current()).toMillis());
        }
    }

    private void awaitRecipes() throws InterruptedException {
        while (!closing && missing().isPresent()) {
            problem = missing();
            Thread.sleep(RECIPES.toMillis());
        }
    }

    private Optional<String> missing() {
        Set<String> now = products.judged();
        Set<String> lacking = new TreeSet<>(plan.products());
        lacking.removeAll(now);
        if (now.isEmpty() || !lacking.isEmpty()) {
            return Optional.of("No work is taken before a recipe judges "
                    + (lacking.isEmpty() ? "any product" : String.join(", ", lacking)) + "; activate one");
        }
        return Optional.empty();
    }

    private void work() throws IOException, InterruptedException {
        if (closing) {
            return;
        }
        try (GroupSession session = new GroupSession(plan, judge, counts)) {
            session.open();
            long begun = System.nanoTime();
            while (!closing && missing().isEmpty()) {
                session.step();
                succeeded(System.nanoTime() - begun);
            }
        } finally {
            joined = false;
            counts.left();
        }
    }

    /**
     * What failed is over when work has gone on for a while: until then people are told, and the next pause is longer, since each
     * time that a member leaves and joins all others of the group stand still for a moment.
     *
     * @param since nanoseconds for which this has gone on
     */
    private void succeeded(long since) {
        if (!joined) {
            LOG.infof("Judges for the group %s", plan.group());
        }
        joined = true;
        if (failures == 0 || since > STEADY.toNanos()) {
            failures = 0;
            problem = Optional.empty();
        }
    }

    private void failed(String what) {
        if (!problem.equals(Optional.of(what))) {
            LOG.warnf("The group %s: %s", plan.group(), what);
        }
        problem = Optional.of(what);
        interruptions = interruptions + 1;
        failures++;
    }

    /** Takes nothing more; what is being judged is finished and committed if that takes no longer than some seconds. */
    @Override
    public void close() {
        closing = true;
        if (!joined) { // It may be waiting for a cluster that is away.
            thread.interrupt();
        }
        try {
            thread.join(GRACE.toMillis());
            thread.interrupt();
            thread.join(LEAVE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
