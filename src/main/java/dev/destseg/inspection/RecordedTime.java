package dev.destseg.inspection;

import dev.destseg.tensor.InputException;
import java.time.Instant;

/** When something was, as people and machines say it. The journal counts milliseconds, which far ends of time do not fit into. */
public final class RecordedTime {
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private RecordedTime() {}

    /**
     * @param what names the time in messages
     * @return the time
     * @throws InputException before 1970 and after 9999
     */
    public static Instant require(String what, Instant time) {
        if (!nearest(time).equals(time)) {
            throw new InputException("The " + what + " lies between 1970 and 9999, unlike " + time
                    + "; give one such as 2026-01-31T11:59:59.920Z");
        }
        return time;
    }

    /** The nearest time that can be recorded. */
    public static Instant nearest(Instant time) {
        if (time.isBefore(Instant.EPOCH)) {
            return Instant.EPOCH;
        }
        return time.isAfter(LAST) ? LAST : time;
    }
}
