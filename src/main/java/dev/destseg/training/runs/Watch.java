package dev.destseg.training.runs;

import java.time.Clock;
import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks after a process as long as it works: ends it where its order forbids to go on, pauses it while the box is too hot. */
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
    private final Supplier<Optional<Ending>> orders;

    /** @param orders why the work is to end now, if it is */
    Watch(RunSettings settings, Clock clock, Supplier<Optional<Ending>> orders) {
        this.settings = settings;
        this.thermometer = new Thermometer(settings.thermal());
        this.clock = clock;
        this.orders = orders;
    }

    /**
     * Waits for the end of a process, or brings it about.
     *
     * @param waiting told why the process stands still, and when it no longer does
     */
    Ending over(ChildProcess child, TrainingOrder order, Consumer<Optional<String>> waiting)
            throws InterruptedException {
        while (!child.hasEnded(settings.watchInterval())) {
            Optional<Ending> end = orders.get().or(() -> outsideHours(order)).or(() -> tooLarge(child, order));
            if (end.isPresent()) {
                child.close();
                return end.get();
            }
            keepCool(child, order.budget().celsius(), waiting);
        }
        return switch (child.exitCode()) {
            case 0, NEGATIVE -> new Ending(Ending.Kind.DONE, said(child));
            case BAD_INPUT -> new Ending(Ending.Kind.REFUSED, said(child));
            default -> new Ending(Ending.Kind.FAILED, failure(child));
        };
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

    private static Optional<Ending> tooLarge(ChildProcess child, TrainingOrder order) {
        long bound = (long) order.budget().memoryMebibytes() << 20;
        return child.residentBytes() > bound
                ? Optional.of(new Ending(
                        Ending.Kind.FAILED,
                        "It took more memory than the " + order.budget().memoryMebibytes()
                                + " MiB that it may; allow more, or take a smaller input size"))
                : Optional.empty();
    }

    private void keepCool(ChildProcess child, double bound, Consumer<Optional<String>> waiting)
            throws InterruptedException {
        OptionalDouble celsius = thermometer.hottest();
        if (!child.isPaused() && celsius.isPresent() && celsius.getAsDouble() > bound) {
            child.pause();
            waiting.accept(Optional.of("Paused: the box is at " + Math.round(celsius.getAsDouble())
                    + " degrees Celsius, above " + Math.round(bound)));
        } else if (child.isPaused() && (celsius.isEmpty() || celsius.getAsDouble() <= bound - COOLER)) {
            child.goOn();
            waiting.accept(Optional.empty());
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
