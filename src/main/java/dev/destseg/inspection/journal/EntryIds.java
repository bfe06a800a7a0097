package dev.destseg.inspection.journal;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes identifiers that only grow, also when the clock is set back: 48 bits of milliseconds, 12 bits that count within a
 * millisecond, 62 random bits. Not thread-safe: the journal's one writer uses it.
 */
final class EntryIds {
    private static final int COUNTER_BITS = 12;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 1L << 63;

    private final Clock clock;
    private final RandomGenerator random;
    /** Milliseconds and counter of the last identifier. */
    private long last;

    /** @param before the greatest identifier that was given so far */
    EntryIds(Clock clock, RandomGenerator random, Optional<EntryId> before) {
        this.clock = clock;
        this.random = random;
        this.last = before.map(EntryIds::ticks).orElse(-1L);
    }

    EntryId next() {
        last = Math.max(clock.millis() << COUNTER_BITS, last + 1);
        long counter = last & ((1 << COUNTER_BITS) - 1);
        long high = last >>> COUNTER_BITS << 16 | VERSION_7 | counter;
        long low = VARIANT | random.nextLong() >>> 2;
        return new EntryId(new UUID(high, low).toString());
    }

    private static long ticks(EntryId id) {
        long high = UUID.fromString(id.text()).getMostSignificantBits();
        return high >>> 16 << COUNTER_BITS | high & ((1 << COUNTER_BITS) - 1);
    }
}
