package dev.destseg.line.trigger;

import dev.destseg.inspection.Deadline;
import dev.destseg.inspection.InspectionRefusedException;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.ShortText;
import dev.destseg.inspection.TriggerStamp;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.TakenTriggers;
import dev.destseg.line.output.BackOff;
import dev.destseg.line.source.Picture;
import dev.destseg.line.source.Source;
import dev.destseg.line.trigger.TriggerCounts.Finding;
import dev.destseg.line.trigger.TriggerSequence.Arrival;
import dev.destseg.line.trigger.TriggerSequence.Kind;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Takes a picture for each trigger and has it judged. Every trigger is answered exactly once in the journal: those that were
 * missed, that came too late for a picture, or that cannot be judged now, with CANNOT_JUDGE.
 */
public final class TriggeredStation implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TriggeredStation.class);
    private static final long LOOK = Duration.ofSeconds(2).toMillis();
    /** With what was accepted, when this is closed. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(10));

    private final String name;
    private final String address;
    private final Optional<String> product;
    private final PartPictures pictures;
    private final TriggerInput input;
    private final InspectionService inspections;
    private final TriggerSequence sequence;
    private final TriggerCounts counts;
    private final WaitingTriggers waiting;
    private final Thread answering;
    private final Thread listening;
    private volatile long triggers;
    private volatile Optional<Instant> lastTrigger = Optional.empty();
    private volatile OptionalLong lastNumber = OptionalLong.empty();
    private volatile Optional<Instant> lastMissed = Optional.empty();
    private volatile Optional<String> unheard = Optional.empty();
    private volatile Optional<String> unpictured = Optional.empty();
    private volatile boolean closed;
    /** What was accepted last, behind which all others of the station have ended. */
    private volatile CompletableFuture<?> newest = CompletableFuture.completedFuture(null);

    /**
     * @param address where triggers come from, for people
     * @param product whose recipe judges; may be absent when there is one product only
     * @param source belongs to this from now on, as the input does
     * @param late how old a trigger may be for a picture still to show its part
     * @throws InputException for a name that cannot be recorded
     */
    public TriggeredStation(
            String name,
            String address,
            Optional<String> product,
            Source source,
            TriggerInput input,
            InspectionService inspections,
            Journal journal,
            Duration late) {
        ShortText.require("station", name);
        product.ifPresent(text -> ShortText.require("product", text));
        this.name = name;
        this.address = address;
        this.product = product;
        this.pictures = new PartPictures(name, source, late);
        this.input = input;
        this.inspections = inspections;
        this.sequence = new TriggerSequence(name, new TakenTriggers(journal).last(name));
        this.counts = new TriggerCounts(name, journal);
        this.waiting = new WaitingTriggers(name, counts);
        this.answering = new Thread(this::answerAll, "station " + name);
        this.listening = new Thread(this::listen, "triggers " + name);
    }

    /** Once, and not beside {@link #close}. */
    public void start() {
        answering.start();
        listening.start();
    }

    /** How it is doing. */
    public StationState state() {
        return new StationState(
                name,
                address,
                triggers,
                lastTrigger,
                lastNumber,
                counts.count(Finding.MISSED),
                lastMissed,
                counts.count(Finding.DOUBLED),
                counts.count(Finding.ANEW),
                counts.count(Finding.REFUSED),
                counts.count(Finding.UNANSWERED),
                unheard.or(() -> unpictured));
    }

    private void listen() {
        int failures = 0;
        try {
            while (!closed) {
                try {
                    input.connect(waiting);
                    unheard = Optional.empty();
                    failures = 0;
                } catch (IOException e) {
                    if (unheard.isEmpty()) {
                        LOG.warnf("The station %s: %s", name, e.getMessage());
                    }
                    unheard = Optional.of(String.valueOf(e.getMessage()));
                    failures++;
                } catch (RuntimeException | OutOfMemoryError e) {
                    LOG.errorf(e, "The station %s cannot hear triggers", name);
                    unheard = Optional.of("Triggers cannot be heard (" + e + "); the log says where that failed");
                    failures++;
                }
                Thread.sleep(failures == 0 ? LOOK : pause(failures));
            }
        } catch (InterruptedException end) {
            // By close.
        } finally {
            input.close();
        }
    }

    private static long pause(int failures) {
        return BACK_OFF.pause(failures, ThreadLocalRandom.current()).toMillis();
    }

    private void answerAll() {
        try {
            survive(() -> sequence.holes().forEach(this::answerMissed));
            while (!closed) {
                Trigger next = waiting.take();
                survive(() -> answer(next));
            }
        } catch (InterruptedException end) {
            // By close; the next trigger after the next start tells which were not answered.
        } finally {
            pictures.close();
        }
    }

    /** Whatever fails inside costs one answer, and not those to all triggers that come. */
    private void survive(Runnable answer) {
        try {
            answer.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.errorf(e, "The station %s failed", name);
            counts.add(Finding.UNANSWERED, "a trigger has no answer: the station failed inside (" + e + ")");
        }
    }

    private void answer(Trigger trigger) {
        long number = trigger.sequence().orElseGet(sequence::next);
        Arrival arrival = sequence.arrive(number);
        input.taken(number);
        if (arrival.kind() == Kind.DOUBLED && !trigger.isFresh()) {
            return; // The machine's counter as it stood before the start, whose part has its answer.
        }
        lastTrigger = Optional.of(Instant.now());
        lastNumber = OptionalLong.of(number);
        switch (arrival.kind()) {
            case DOUBLED -> {
                counts.add(Finding.DOUBLED, "the trigger " + number + " came again and is not answered again");
                return;
            }
            case ANEW -> counts.add(Finding.ANEW, "the machine's counter began anew at " + number);
            case NEXT -> answerMissed(arrival);
        }
        triggers++;
        judge(trigger, arrival.stamp());
    }

    private void answerMissed(Arrival arrival) {
        if (arrival.passedOver() > 0) {
            long last = arrival.missed().get(0).sequence() - 1;
            lastMissed = Optional.of(Instant.now());
            counts.addAll(
                    Finding.MISSED,
                    arrival.passedOver(),
                    "the triggers " + (last - arrival.passedOver() + 1) + " to " + last
                            + " did not come, and have no verdicts, for there are too many; those after them have theirs");
        }
        arrival.missed().forEach(this::answerMissed);
    }

    private void answerMissed(TriggerStamp stamp) {
        lastMissed = Optional.of(Instant.now());
        String words = "the trigger " + stamp.sequence() + " did not come, or was not answered before the box ended";
        counts.add(Finding.MISSED, words);
        cannotJudge(
                request(stamp, Optional.empty(), new byte[0]),
                "There is no picture: " + words,
                inspections.deadline(Optional.of(name), System.nanoTime()));
    }

    private void judge(Trigger trigger, TriggerStamp stamp) {
        Deadline deadline = inspections.deadline(Optional.of(name), trigger.arrived());
        Picture picture;
        try {
            picture = pictures.take(trigger, stamp, deadline);
            unpictured = Optional.empty();
        } catch (IOException e) {
            unpictured = Optional.of(String.valueOf(e.getMessage()));
            cannotJudge(
                    request(stamp, trigger.part(), new byte[0]), "There is no picture: " + e.getMessage(), deadline);
            return;
        }
        InspectionRequest request = request(stamp, trigger.part(), picture.image());
        try {
            request = request.taken(picture.captured());
            watch(request, inspections.submit(request, deadline));
        } catch (InspectionRefusedException | InputException e) {
            cannotJudge(request, e.getMessage(), deadline);
        }
    }

    private InspectionRequest request(TriggerStamp stamp, Optional<String> part, byte[] image) {
        return new InspectionRequest(image, product, part, stamp);
    }

    /** Fails only where nothing can be kept at all. */
    private void cannotJudge(InspectionRequest request, String reason, Deadline deadline) {
        Thread.interrupted(); // By close; what follows might not be kept otherwise.
        try {
            watch(request, inspections.answerWithoutJudging(request, reason, deadline));
        } catch (InspectionRefusedException e) {
            unanswered(request, e);
        }
    }

    private void watch(InspectionRequest request, CompletableFuture<?> inspection) {
        newest = inspection;
        inspection.whenComplete((kept, failure) -> {
            if (failure != null) {
                unanswered(request, failure);
            }
        });
    }

    private void unanswered(InspectionRequest request, Throwable why) {
        counts.add(
                Finding.UNANSWERED,
                "the trigger " + request.trigger().orElseThrow().sequence() + " has no answer: " + why.getMessage());
    }

    /** Hears no more, and waits until what was begun to be judged is kept, each by its deadline at the latest. */
    @Override
    public void close() {
        closed = true;
        end(listening, input::close);
        end(answering, pictures::close);
        try {
            listening.join();
            answering.join();
            newest.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | CancellationException lost) {
            // As was counted.
        } catch (TimeoutException e) {
            LOG.errorf("The station %s ends before its last parts are kept; the disk or a deadline is too slow", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param close of what the thread uses, which it does itself unless it never began */
    private static void end(Thread thread, Runnable close) {
        if (thread.getState() == Thread.State.NEW) {
            close.run();
        } else {
            thread.interrupt();
        }
    }
}
