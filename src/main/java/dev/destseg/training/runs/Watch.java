package dev.destseg.training.runs;

import dev.destseg.machine.Backlog;
import dev.destseg.training.runs.Pauses.Cause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Looks after a process as long as it works: ends it where its order forbids to go on, lets it stand still while a person wants
 * that, the box is too hot, or parts wait to be judged. Outside of the idle hours it is ended, not paused: it would hold its
 * memory all day, and goes on from its checkpoint. Used by one thread.
 */
final class Watch {
    /** So much cooler than the bound must it be before the work goes on. */
    private static final double COOLER = 5;
    /** The answer of the process is no. */
    private static final int NEGATIVE = 1;
    /** The process was given what it cannot use. */
    private static final int BAD_INPUT = 2;
    /** Exit codes above it are signals. */
    private static final int SIGNALS = 128;

    private static final int LONGEST_REASON = 1000;

    /** So long must no part have waited before the work goes on. */
    private static final Duration CALM = Duration.ofSeconds(2);

    /** How a process came to its end. */
    record Ending(Kind kind, String reason) {
        enum Kind {
            /** It says so; what it made is to be looked at. */
            DONE,
            FAILED,
            /** What was asked cannot be done, and asking again would not help. */
            REFUSED,
            /** It is to go on later. */
            INTERRUPTED,
            CANCELLED
        }
    }

    private final RunSettings settings;
    private final Thermometer thermometer;
    private final Clock clock;
    private final Backlog backlog;
    private final Supplier<Optional<Ending>> orders;
    private final Supplier<Optional<String>> pausing;
    private final Pauses pauses = new Pauses();
    /** Since when a person wants it to stand still, if one does. */
    private Instant held = Instant.EPOCH;

    private Instant lastWaiting = Instant.EPOCH;

    /**
     * @param orders why the work is to end now, if it is
     * @param pausing who wants the work to stand still now, if somebody does
     */
    Watch(
            RunSettings settings,
            Clock clock,
            Backlog backlog,
            Supplier<Optional<Ending>> orders,
            Supplier<Optional<String>> pausing) {
        this.settings = settings;
        this.thermometer = new Thermometer(settings.thermal());
        this.clock = clock;
        this.backlog = backlog;
        this.orders = orders;
        this.pausing = pausing;
    }

    /**
     * Waits for the end of a process, or brings it about.
     *
     * @param waiting told why the process stands still, and when it no longer does
     * @param memory told again and again how many bytes it takes
     */
    Ending over(ChildProcess child, TrainingOrder order, Consumer<Optional<String>> waiting, LongConsumer memory)
            throws InterruptedException {
        while (!child.hasEnded(settings.watchInterval())) {
            long resident = child.residentBytes();
            memory.accept(resident);
            Optional<Ending> end = orders.get()
                    .or(() -> outsideHours(order))
                    .or(() -> tooLarge(resident, order))
                    .or(this::heldTooLong);
            if (end.isPresent()) {
                child.close();
                return end.get();
            }
            Optional<String> before = pauses.sentence();
            look(order);
            heed(child);
            if (!pauses.sentence().equals(before)) {
                waiting.accept(pauses.sentence());
            }
        }
        return switch (child.exitCode()) {
            case 0, NEGATIVE -> new Ending(Ending.Kind.DONE, said(child));
            case BAD_INPUT -> new Ending(Ending.Kind.REFUSED, said(child));
            default -> new Ending(Ending.Kind.FAILED, failure(child));
        };
    }

    private Optional<Ending> heldTooLong() {
        return pauses.has(Cause.PERSON) && !clock.instant().isBefore(held.plus(settings.pauseHolds()))
                ? Optional.of(new Ending(
                        Ending.Kind.INTERRUPTED,
                        "Paused for so long that its process was ended to free memory; it goes on from its checkpoint"))
                : Optional.empty();
    }

    private Optional<Ending> outsideHours(TrainingOrder order) {
        return order.idleHours() && !isIdleHour()
                ? Optional.of(new Ending(Ending.Kind.INTERRUPTED, "Waits for the idle hours"))
                : Optional.empty();
    }

    boolean isIdleHour() {
        return new IdleHours(settings.idleFrom(), settings.idleUntil())
                .contains(LocalTime.ofInstant(clock.instant(), clock.getZone()));
    }

    private static Optional<Ending> tooLarge(long resident, TrainingOrder order) {
        long bound = (long) order.budget().memoryMebibytes() << 20;
        return resident > bound
                ? Optional.of(new Ending(
                        Ending.Kind.FAILED,
                        "It took more memory than the " + order.budget().memoryMebibytes()
                                + " MiB that it may; allow more, or take a smaller input size"))
                : Optional.empty();
    }

    private void look(TrainingOrder order) {
        held = pauses.has(Cause.PERSON) ? held : clock.instant();
        pauses.set(Cause.PERSON, pausing.get().map(who -> who + " wants it to stand still"));
        pauses.set(Cause.HEAT, heat(order.budget().celsius()));
        pauses.set(Cause.BACKLOG, backlog());
    }

    private Optional<String> heat(double bound) {
        OptionalDouble celsius = thermometer.hottest();
        double limit = pauses.has(Cause.HEAT) ? bound - COOLER : bound;
        return celsius.isPresent() && celsius.getAsDouble() > limit
                ? Optional.of("the box is at " + Math.round(celsius.getAsDouble()) + " degrees Celsius, above "
                        + Math.round(limit))
                : Optional.empty();
    }

    private Optional<String> backlog() {
        Instant now = clock.instant();
        if (backlog.waiting() >= settings.backlog()) {
            lastWaiting = now;
        }
        return now.isBefore(lastWaiting.plus(CALM)) ? Optional.of("parts wait to be judged") : Optional.empty();
    }

    private void heed(ChildProcess child) throws InterruptedException {
        if (pauses.any() && !child.isPaused()) {
            child.pause();
        } else if (!pauses.any() && child.isPaused()) {
            child.goOn();
        }
    }

    private static String failure(ChildProcess child) {
        int code = child.exitCode();
        String how = code > SIGNALS
                ? "Its process was killed by signal " + (code - SIGNALS)
                : "Its process ended with code " + code;
        return child.lastLines().isEmpty() ? how : how + ": " + said(child);
    }

    private static String said(ChildProcess child) {
        String said = String.join(" / ", child.lastLines());
        return said.substring(Math.max(0, said.length() - LONGEST_REASON));
    }
}
