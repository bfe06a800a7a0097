package dev.destseg.line.opcua;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.TriggerStamp;
import dev.destseg.line.trigger.TriggerInput;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Triggers of a station that come as calls of a method. They have no numbers of their own and get the next one here, so that
 * the station counts and answers them as those of a machine. Safe between threads.
 */
public final class MethodTriggers implements TriggerInput {
    private final String station;
    private final long run;
    private long last;
    private @Nullable Consumer<String> listener;

    /** @param answered what was answered last, in the order of its numbers */
    public MethodTriggers(String station, List<TriggerStamp> answered) {
        this.station = station;
        TriggerStamp newest = answered.isEmpty() ? new TriggerStamp(station, 0, 0) : answered.get(answered.size() - 1);
        this.run = newest.run();
        this.last = newest.sequence();
    }

    @Override
    public synchronized void connect(Consumer<String> hears) {
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
     */
    synchronized Optional<TriggerStamp> fire(Optional<String> part) {
        if (listener == null) {
            return Optional.empty();
        }
        last++;
        ObjectNode trigger = JsonNodeFactory.instance.objectNode().put("sequence", last);
        part.ifPresent(number -> trigger.put("part", number));
        listener.accept(trigger.toString());
        return Optional.of(new TriggerStamp(station, run, last));
    }

    @Override
    public synchronized void close() {
        listener = null;
    }
}
