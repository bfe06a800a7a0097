package dev.destseg.inspection.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * A span of time.
 *
 * @param from its first moment; without a beginning when absent
 * @param before the first moment after it; without an end when absent
 */
public record Span(Optional<Instant> from, Optional<Instant> before) {
    /** Any time, also none. */
    public static final Span ANY = new Span(Optional.empty(), Optional.empty());

    public Span withFrom(Instant start) {
        return new Span(Optional.of(start), before);
    }

    public Span withBefore(Instant end) {
        return new Span(from, Optional.of(end));
    }
}
