package dev.destseg.line.output;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.JournalException;
import dev.destseg.inspection.journal.OutboxEntry;
import dev.destseg.inspection.journal.OutputProgress;
import dev.destseg.inspection.journal.VerdictOutbox;
import dev.destseg.line.output.OutputState.Failure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Tells a receiver of the verdicts that wait for it, by a thread of its own, until it is closed. */
public final class Delivery implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private static final int AT_ONCE = 64;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    /** How often a connection is looked after while there is nothing to tell. */
    private static final Duration IDLE = Duration.ofSeconds(2);
    /** How much may be told again after a kill. */
    private static final Duration REMEMBERED_EVERY = Duration.ofSeconds(1);

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LEAVE = Duration.ofSeconds(5);

    private final String name;
    private final String address;
    private final Receiver receiver;
    private final Journal journal;
    private final VerdictOutbox outbox;
    private final DeliveryBounds bounds;
    private final BackOff backOff;
    private final Refusals refusals;
    private final SteadyClock clock;
    private final Thread thread;

    private volatile long told;
    private volatile long delivered;
    private volatile Optional<Instant> lastDelivered;
    private volatile Optional<Failure> lastFailure = Optional.empty();
    private volatile boolean failing;
    private volatile Optional<Instant> since = Optional.empty();
    private boolean reached;
    private volatile boolean closing;
    private long remembered;
    private long rememberedAt = System.nanoTime();
    private int failures;
    private long givenUp;

    /**
     * @param address of the receiver, for people
     * @param receiver belongs to this from now on
     * @param journal whose outbox is open for this name; stays the caller's
     */
    public Delivery(String name, String address, Receiver receiver, Journal journal, DeliveryBounds bounds) {
        this.name = name;
        this.address = address;
        this.receiver = receiver;
        this.journal = journal;
        this.outbox = journal.outbox();
        this.bounds = bounds;
        this.clock = new SteadyClock(InstantSource.system(), System::nanoTime, bounds.longestWait());
        this.backOff = new BackOff(FIRST_PAUSE, bounds.longestPause());
        this.refusals = new Refusals(name, journal);
        OutputProgress before = outbox.progress().get(name);
        this.told = before.told();
        this.remembered = before.told();
        this.lastDelivered = before.toldAt();
        this.thread = new Thread(this::run, "output " + name);
    }

    public void start() {
        thread.start();
    }

    /** Tells what was put aside again, the oldest first, behind what waits; soon, and as long as it is taken. */
    public void tellRefusedAgain() {
        refusals.tellAgain();
    }

    /** In the configuration. */
    public String name() {
        return name;
    }

    /** How it is doing. */
    public OutputState state() {
        OutputProgress kept = outbox.progress().get(name);
        long done = Math.max(
                told, kept.told()); // Verdicts given up are counted a moment before the thread goes on from there.
        long waiting = waitingAfter(done);
        return new OutputState(
                name,
                address,
                waiting,
                waiting == 0 ? Optional.empty() : outbox.oldestAfter(done),
                delivered,
                lastDelivered,
                kept.dropped(),
                kept.droppedAt(),
                kept.refused(),
                kept.refusedAt(),
                failing,
                since,
                lastFailure);
    }

    private long waiting() {
        return waitingAfter(told);
    }

    private long waitingAfter(long position) {
        return Math.max(0, outbox.newest() - position);
    }

    private void run() {
        try {
            while (!closing || waiting() > 0 && !failing) {
                attempt();
            }
        } catch (InterruptedException end) {
            // By close, which has waited long enough.
        } finally {
            leave();
        }
    }

    private void attempt() throws InterruptedException {
        try {
            receiver.connect();
            do {
                deliver();
            } while (refusals.tellAgain(receiver)); // One at a time: the line waits for what is new.
            succeeded();
            outbox.await(told, told == remembered ? IDLE : REMEMBERED_EVERY);
        } catch (VerdictRefusedException e) {
            failed(e.getMessage());
        } catch (IOException e) {
            reached(false);
            failed(e.getMessage());
        } catch (JournalException e) {
            reached(false);
            failed("Verdicts cannot be told: " + e.getMessage());
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) { // The last where a library is not whole.
            reached(false);
            LOG.errorf(e, "The output %s failed", name);
            failed("The output failed inside (" + e + "); the log says where");
        }
    }

    /** One that refuses a verdict is reached. */
    private void reached(boolean now) {
        if (reached != now || since.isEmpty()) {
            reached = now;
            since = Optional.of(Instant.now());
        }
    }

    private void deliver() throws IOException, InterruptedException {
        List<OutboxEntry> next;
        do {
            giveUp(Optional.empty());
            next = outbox.after(told, AT_ONCE);
            for (OutboxEntry verdict : next) {
                tell(verdict);
            }
            rememberIfDue();
        } while (next.size() == AT_ONCE);
    }

    private void tell(OutboxEntry verdict) throws IOException, InterruptedException {
        try {
            receiver.deliver(verdict);
            told = verdict.position();
            delivered++;
            lastDelivered = Optional.of(Instant.now());
            refusals.taken(verdict);
        } catch (VerdictRefusedException e) {
            if (!refusals.isFinal(verdict)) {
                throw e;
            }
            refusals.putAside(verdict, String.valueOf(e.getMessage()));
            told = verdict.position();
            remembered = told;
            lastFailure = Optional.of(new Failure(String.valueOf(e.getMessage()), Instant.now()));
        }
    }

    private void succeeded() {
        if (failing) {
            LOG.warnf("The output %s works again; %d verdicts wait", name, waiting());
        }
        reached(true);
        failing = false;
        failures = 0;
        if (givenUp > 0 && waiting() == 0) {
            LOG.warnf("The output %s has caught up; it was never told of %d verdicts", name, givenUp);
            note(givenUp);
            givenUp = 0;
        }
    }

    private void failed(String what) throws InterruptedException {
        if (!failing || lastFailure.isEmpty() || !lastFailure.get().what().equals(what)) {
            LOG.warnf("The output %s: %s", name, what);
        }
        lastFailure = Optional.of(new Failure(what, Instant.now()));
        failing = true;
        failures++;
        if (!closing) {
            try {
                remember();
                giveUp(Optional.of(clock.now().minus(bounds.longestWait())));
            } catch (JournalException e) {
                LOG.debugf(e, "The output %s cannot remember how far it has come", name);
            }
            Thread.sleep(backOff.pause(failures, ThreadLocalRandom.current()).toMillis());
        }
    }

    private void giveUp(Optional<Instant> since) {
        if (since.isEmpty() && waiting() <= bounds.mostWaiting()) {
            return;
        }
        long last = outbox.drop(name, told, bounds.mostWaiting(), since, Instant.now());
        long dropped = last - told;
        if (dropped == 0) {
            return;
        }
        told = last;
        remembered = last;
        if (givenUp == 0) {
            LOG.warnf(
                    "The output %s is behind, and verdicts that wait longer than %s, or more than %d, are given up;"
                            + " mend it, or allow more (destseg.outputs.%s.longest-wait, most-waiting)",
                    name, bounds.longestWait(), bounds.mostWaiting(), name);
            note(dropped);
        }
        givenUp += dropped;
    }

    /** So that it is known for good, also when nobody looks now. */
    private void note(long verdicts) {
        journal.append(new Event(
                Instant.now(),
                Event.VERDICTS_DROPPED,
                Event.APPLIANCE,
                JsonNodeFactory.instance.objectNode().put("output", name).put("verdicts", verdicts)));
    }

    private void rememberIfDue() {
        if (System.nanoTime() - rememberedAt >= REMEMBERED_EVERY.toNanos()) {
            remember();
        }
    }

    private void remember() {
        if (told != remembered) {
            long position = told;
            outbox.told(name, position, lastDelivered.orElseGet(Instant::now));
            remembered = position;
            rememberedAt = System.nanoTime();
        }
    }

    private void leave() {
        Thread.interrupted(); // What follows would not be done otherwise.
        try {
            remember();
        } catch (JournalException e) {
            LOG.warnf("The output %s will tell some verdicts again: %s", name, e.getMessage());
        }
        try {
            receiver.close();
        } catch (RuntimeException e) {
            LOG.debugf(e, "The output %s did not end well", name);
        }
    }

    /** What waits is told if that takes no longer than a moment; the rest is told after the next start. */
    @Override
    public void close() {
        closing = true;
        try {
            if (waiting() > 0 && !failing) {
                thread.join(GRACE.toMillis());
            }
            thread.interrupt();
            thread.join(LEAVE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
