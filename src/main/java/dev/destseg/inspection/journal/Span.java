package dev.destseg.inspection.journal;

import dev.destseg.inspection.RecordedTime;
import java.time.Instant;
import java.util.Optional;

/**
 * A span of time.
 *
 * @param from its first moment; without a beginning when absent
 * @param before the first moment after it; without an end when absent
 */
public record Span(Optional<Instant> from, Optional<Instant> before) {
    /** Times that nothing can be recorded at become the nearest that something can. */
    public Span {
        from = from.map(RecordedTime::nearest);
        before = before.map(RecordedTime::nearest);
    }

    /** Any time, also none. */
    public static final Span ANY = new Span(Optional.empty(), Optional.empty());

    public Span withFrom(Instant start) {
        return new Span(Optional.of(start), before);
    }

    public Span withBefore(Instant end) {
        return new Span(from, Optional.of(end));
    }
}
