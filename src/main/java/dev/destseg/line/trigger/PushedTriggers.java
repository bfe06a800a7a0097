package dev.destseg.line.trigger;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Triggers that somebody hands over, as the interface over HTTP does. Safe between threads. */
public final class PushedTriggers implements TriggerInput {
    private volatile @Nullable TriggerListener listener;

    @Override
    public void connect(TriggerListener stationsOwn) {
        listener = stationsOwn;
    }

    /**
     * Hands a trigger over.
     *
     * @param sequence what the machine's counter says; absent where the box is to count
     * @return whether there was a place for it
     * @throws dev.destseg.tensor.InputException for a number or a part number that cannot be recorded
     */
    public boolean push(OptionalLong sequence, Optional<String> part) {
        Trigger trigger = new Trigger(sequence, part, System.nanoTime(), true);
        TriggerListener current = listener;
        return current != null && current.hear(trigger);
    }

    @Override
    public void close() {
        listener = null;
    }
}
