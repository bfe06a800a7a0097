package dev.destseg.line.trigger;

import dev.destseg.tensor.InputException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Triggers that the clock gives, and counts: one that a station has no place for is missed, as the next one shows. */
public final class IntervalTriggers implements TriggerInput {
    private static final Logger LOG = Logger.getLogger(IntervalTriggers.class);
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final Duration every;
    private long number;
    private @Nullable ScheduledExecutorService clock;

    /**
     * @param last number of the station's last trigger
     * @throws InputException for less than 10 ms
     */
    public IntervalTriggers(Duration every, long last) {
        if (every.compareTo(SHORTEST) < 0) {
            throw new InputException("Pictures cannot be taken every " + every.toMillis()
                    + " ms; give an interval of at least " + SHORTEST.toMillis() + " ms, such as interval:500ms");
        }
        this.every = every;
        this.number = last;
    }

    @Override
    public void connect(TriggerListener listener) {
        if (clock != null) {
            return;
        }
        clock = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "trigger-interval"));
        clock.scheduleAtFixedRate(() -> tick(listener), every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void tick(TriggerListener listener) {
        number++;
        try {
            listener.hear(new Trigger(OptionalLong.of(number), Optional.empty(), System.nanoTime(), true));
        } catch (RuntimeException | OutOfMemoryError e) { // Or the clock would never tick again.
            LOG.error("A trigger of the clock was not heard", e);
        }
    }

    @Override
    public void close() {
        if (clock != null) {
            clock.shutdownNow();
        }
    }
}
