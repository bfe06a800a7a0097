package dev.destseg.inspection;

import java.time.Duration;
import java.util.Optional;

/** An inspection was not accepted; nothing is known of the part. The message says what to do. */
public final class InspectionRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Cause {
        QUEUE_FULL,
        STOPPING,
        NO_RECIPE,
        PRODUCT_NOT_NAMED,
        PRODUCT_UNKNOWN,
        /** The product is judged by another recipe than the one asked for. */
        OTHER_RECIPE
    }

    private final Cause why;
    private final transient Optional<Duration> retryAfter;

    InspectionRefusedException(Cause why, String message) {
        this(why, message, Optional.empty());
    }

    InspectionRefusedException(Cause why, String message, Optional<Duration> retryAfter) {
        super(message);
        this.why = why;
        this.retryAfter = retryAfter;
    }

    public Cause why() {
        return why;
    }

    /** When it is worth trying again; present with QUEUE_FULL. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
