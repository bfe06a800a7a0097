package dev.destseg.line.gpio;

import dev.destseg.inspection.CompletedInspection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells gates and lights of verdicts, in the moment that they are given. Safe between threads. */
public final class GpioAnswers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(GpioAnswers.class);
    private static final long LOOK_SECONDS = 2;

    private final List<Chip> chips;
    private final Clock clock;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "gpio-watch"));

    /** @param outputs of any chips */
    public GpioAnswers(List<GpioOutput> outputs, Clock clock) {
        Map<Path, List<GpioOutput>> byChip =
                outputs.stream().collect(Collectors.groupingBy(GpioOutput::chip, TreeMap::new, Collectors.toList()));
        this.chips = byChip.entrySet().stream()
                .map(chip -> new Chip(chip.getKey(), chip.getValue()))
                .toList();
        this.clock = clock;
    }

    /** Takes the lines, again and again while they cannot be had; once is enough. */
    public void start() {
        watch.scheduleWithFixedDelay(() -> chips.forEach(Chip::connect), 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Returns at once. */
    public void tell(CompletedInspection completed) {
        chips.forEach(chip -> chip.tell(completed, clock.instant()));
    }

    /** How each is doing, by name. */
    public List<GpioOutputState> states() {
        return chips.stream().flatMap(chip -> chip.states().stream()).toList();
    }

    /**
     * What a verdict means for an output. A clock that was set back meanwhile delays nothing beyond its delay, when another
     * part would be there.
     *
     * @return nothing when it means nothing, the empty text when it came too late
     */
    static Optional<String> command(GpioOutput output, CompletedInspection completed, Instant now) {
        if (!completed.request().station().equals(Optional.of(output.station()))) {
            return Optional.empty();
        }
        boolean meant = output.verdicts().contains(completed.inspection().verdict());
        if (output.pulse().isEmpty()) {
            return Optional.of("set " + output.line() + (meant ? " 1" : " 0"));
        }
        if (!meant) {
            return Optional.empty();
        }
        long wait = output.delay()
                .map(delay -> Math.min(
                        delay.toMillis(),
                        Duration.between(now, completed.received().plus(delay)).toMillis()))
                .orElse(0L);
        if (wait < 0) {
            return Optional.of("");
        }
        return Optional.of("pulse " + output.line() + " " + wait + " "
                + output.pulse().get().toMillis());
    }

    @Override
    public void close() {
        watch.shutdownNow();
        chips.forEach(Chip::close);
    }

    private static final class Counts {
        private long told;
        private long late;
        private long lost;
    }

    /** The outputs of one chip. */
    private static final class Chip {
        private final Path device;
        private final List<GpioOutput> outputs;
        private final Map<String, Counts> counts = new TreeMap<>();
        private @Nullable GpioProcess process;
        private Optional<String> problem = Optional.of("Its line is not held yet");
        private boolean closed;

        Chip(Path device, List<GpioOutput> outputs) {
            this.device = device;
            this.outputs = outputs;
            outputs.forEach(output -> counts.put(output.name(), new Counts()));
        }

        void connect() {
            if (isHeld()) {
                return;
            }
            try {
                GpioProcess begun = GpioProcess.start(
                        device, outputs.stream().map(GpioOutput::wanted).toList(), edge -> {});
                hold(begun);
            } catch (IOException e) {
                lose(String.valueOf(e.getMessage()));
            } catch (RuntimeException | OutOfMemoryError e) { // Or nobody would ever try again.
                lose("Its lines cannot be taken (" + e + ")");
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized boolean isHeld() {
            return process != null && process.isAlive();
        }

        private synchronized void hold(GpioProcess begun) {
            if (closed) {
                begun.close();
                return;
            }
            process = begun;
            problem = Optional.empty();
        }

        private synchronized void lose(String why) {
            if (!Optional.of(why).equals(problem)) {
                LOG.warnf("GPIO outputs: %s", why);
            }
            problem = Optional.of(why);
        }

        synchronized void tell(CompletedInspection completed, Instant now) {
            for (GpioOutput output : outputs) {
                command(output, completed, now).ifPresent(command -> tell(output, command));
            }
        }

        private void tell(GpioOutput output, String command) {
            Counts count = counts.get(output.name());
            if (command.isEmpty()) {
                count.late++;
                LOG.warnf("The GPIO output %s: a verdict came later than its delay and moves nothing", output.name());
                return;
            }
            try {
                if (process == null) {
                    throw new IOException("Its line is not held");
                }
                process.say(command);
                count.told++;
            } catch (IOException e) {
                count.lost++;
                lose("The lines of " + device + " are not held any more: " + e.getMessage());
            }
        }

        synchronized List<GpioOutputState> states() {
            List<GpioOutputState> states = new ArrayList<>();
            counts.forEach((name, count) ->
                    states.add(new GpioOutputState(name, count.told, count.late, count.lost, problem)));
            return states;
        }

        synchronized void close() {
            closed = true;
            if (process != null) {
                process.close();
            }
        }
    }
}
