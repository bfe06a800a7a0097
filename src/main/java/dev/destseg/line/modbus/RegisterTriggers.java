package dev.destseg.line.modbus;

import dev.destseg.line.trigger.Trigger;
import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.line.trigger.TriggerListener;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Triggers that the machine writes into a station's registers of this box, or into its coil. Safe between threads. */
final class RegisterTriggers implements TriggerInput {
    private final LongConsumer acknowledgement;
    private final CounterEdges counter = new CounterEdges();
    private @Nullable TriggerListener listener;
    private Optional<Boolean> coil = Optional.empty();

    /** @param acknowledgement shows which trigger was taken last */
    RegisterTriggers(LongConsumer acknowledgement) {
        this.acknowledgement = acknowledgement;
    }

    @Override
    public synchronized void connect(TriggerListener stationsOwn) {
        listener = stationsOwn;
    }

    /**
     * The machine's counter says this now.
     *
     * @return false when nobody could take it, so that the machine must say it again
     */
    synchronized boolean count(long value) {
        if (listener == null || !counter.look(value).map(listener::hear).orElse(true)) {
            return false;
        }
        counter.keep(value);
        return true;
    }

    /**
     * The coil is this now; that it was switched on is a trigger, which the box counts.
     *
     * @return false when nobody could take it
     */
    synchronized boolean switchTo(boolean on) {
        boolean wasOn = coil.orElse(false);
        if (listener == null || on && !wasOn && !listener.hear(switchedOn())) {
            return false;
        }
        coil = Optional.of(on);
        return true;
    }

    /** The first thing that is seen of it may have stood there for any time. */
    private Trigger switchedOn() {
        return new Trigger(OptionalLong.empty(), Optional.empty(), System.nanoTime(), coil.isPresent());
    }

    @Override
    public void taken(long sequence) {
        acknowledgement.accept(sequence);
    }

    @Override
    public synchronized void close() {
        listener = null;
    }
}
