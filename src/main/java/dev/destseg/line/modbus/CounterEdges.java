package dev.destseg.line.modbus;

import dev.destseg.line.trigger.Trigger;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which values of a machine's counter, seen one after the other, are triggers: each that differs from the one before. Machines
 * write, and boxes read, the same value again and again. 0 is no trigger: it stands there before the first part.
 *
 * <p>The first value that is seen, and the first after an interruption, may have stood there for any time; if it is a trigger,
 * nobody knows whether its part is still in front of the camera. Not thread-safe.
 */
final class CounterEdges {
    private long last;
    private boolean isWatched;
    /** What nobody could take yet, 0 for none, and when it was first seen: its part came then. */
    private long untaken;

    private long untakenSince;

    /** What a value says; {@link #keep} must follow, unless nobody could take it. */
    Optional<Trigger> look(long value) {
        if (value == last || value == 0) {
            return Optional.empty();
        }
        if (value != untaken) {
            untaken = value;
            untakenSince = System.nanoTime();
        }
        return Optional.of(new Trigger(OptionalLong.of(value), Optional.empty(), untakenSince, isWatched));
    }

    void keep(long value) {
        last = value;
        untaken = 0;
        isWatched = true;
    }

    /** Nobody has looked since the last value. */
    void interrupt() {
        isWatched = false;
    }
}
