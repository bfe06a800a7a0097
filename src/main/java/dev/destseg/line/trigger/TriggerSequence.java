package dev.destseg.line.trigger;

import dev.destseg.inspection.TriggerStamp;
import dev.destseg.inspection.journal.TakenTriggers;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Compares the numbers of triggers with those before. A greater one than the next means that some were missed; one that was
 * seen lately means that it came twice; any other, and a leap of more than a day's parts, means that the machine's counter has begun
 * anew. Not thread-safe.
 */
final class TriggerSequence {
    /** A greater gap, ten parts a second for a day, is no gap: the counter was set to something. */
    static final long MOST_MISSED = 864_000;

    /** Of the missed ones in a row: to answer more would hold up parts that are there for longer than the gap is worth. */
    static final int MOST_ANSWERED = 1_000;

    private final String station;
    private final TreeSet<Long> seen = new TreeSet<>();
    private long run;

    /** @param before what was answered last, in the order of its numbers */
    TriggerSequence(String station, List<TriggerStamp> before) {
        this.station = station;
        before.forEach(stamp -> {
            run = stamp.run();
            seen.add(stamp.sequence());
        });
    }

    /** What the number of a trigger says. */
    enum Kind {
        NEXT,
        DOUBLED,
        ANEW
    }

    /**
     * A trigger that came.
     *
     * @param kind what its number says
     * @param stamp names it
     * @param missed those that should have come before it, the last {@value #MOST_ANSWERED} at most
     * @param passedOver how many more should have come before these
     */
    record Arrival(Kind kind, TriggerStamp stamp, List<TriggerStamp> missed, long passedOver) {
        Arrival(Kind kind, TriggerStamp stamp) {
            this(kind, stamp, List.of(), 0);
        }
    }

    /** Those between the answered ones, which were under way when the box was last ended, and never were answered. */
    List<TriggerStamp> holes() {
        if (seen.isEmpty()) {
            return List.of();
        }
        List<TriggerStamp> holes = LongStream.rangeClosed(
                        Math.max(seen.first(), seen.last() - TakenTriggers.REMEMBERED), seen.last())
                .filter(number -> !seen.contains(number))
                .mapToObj(this::stamp)
                .toList();
        holes.forEach(hole -> seen.add(hole.sequence()));
        return holes;
    }

    /** The number of a trigger that the box counts. */
    long next() {
        return seen.isEmpty() ? 1 : seen.last() + 1;
    }

    Arrival arrive(long number) {
        if (seen.contains(number)) {
            return new Arrival(Kind.DOUBLED, stamp(number));
        }
        OptionalLong last = seen.isEmpty() ? OptionalLong.empty() : OptionalLong.of(seen.last());
        if (last.isPresent() && (number < last.getAsLong() || number - last.getAsLong() > longestGap())) {
            run++;
            seen.clear();
            seen.add(number);
            return new Arrival(Kind.ANEW, stamp(number));
        }
        long expected = last.orElse(number - 1) + 1;
        long first = Math.max(expected, number - MOST_ANSWERED);
        List<TriggerStamp> missed =
                LongStream.range(first, number).mapToObj(this::stamp).toList();
        missed.forEach(each -> seen.add(each.sequence()));
        seen.add(number);
        while (seen.size() > TakenTriggers.REMEMBERED) {
            seen.pollFirst();
        }
        return new Arrival(Kind.NEXT, stamp(number), missed, first - expected);
    }

    /** A counter that has just begun somewhere may have done so by a single wrong number, after which it goes on as before. */
    private long longestGap() {
        return seen.size() == 1 ? MOST_ANSWERED : MOST_MISSED;
    }

    private TriggerStamp stamp(long number) {
        return new TriggerStamp(station, run, number);
    }
}
