package dev.destseg.line.opcua;

import dev.destseg.inspection.TriggerStamp;
import dev.destseg.line.trigger.Trigger;
import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.line.trigger.TriggerListener;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Triggers of a station that come as calls of a method. They have no numbers of their own and get the next one here, so that
 * the station counts and answers them as those of a machine. Safe between threads.
 */
public final class MethodTriggers implements TriggerInput {
    private final String station;
    private final long run;
    private long last;
    private @Nullable TriggerListener listener;

    /** @param answered what was answered last, in the order of its numbers */
    public MethodTriggers(String station, List<TriggerStamp> answered) {
        this.station = station;
        TriggerStamp newest = answered.isEmpty() ? new TriggerStamp(station, 0, 0) : answered.get(answered.size() - 1);
        this.run = newest.run();
        this.last = newest.sequence();
    }

    @Override
    public synchronized void connect(TriggerListener hears) {
        listener = hears;
    }

    /** What will name the next trigger; empty when the station is not there to take a picture. */
    synchronized Optional<TriggerStamp> next() {
        return listener == null ? Optional.empty() : Optional.of(new TriggerStamp(station, run, last + 1));
    }

    /**
     * Has a picture taken and judged.
     *
     * @param part number of the part
     * @return what names the trigger; empty when the station is not there to take a picture
     * @throws dev.destseg.tensor.InputException for a part number that cannot be recorded; no number is used up then
     */
    synchronized Optional<TriggerStamp> fire(Optional<String> part) {
        if (listener == null) {
            return Optional.empty();
        }
        Trigger trigger = new Trigger(OptionalLong.of(last + 1), part, System.nanoTime(), true);
        last++;
        listener.hear(trigger);
        return Optional.of(new TriggerStamp(station, run, last));
    }

    @Override
    public synchronized void close() {
        listener = null;
    }
}
