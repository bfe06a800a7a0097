package dev.destseg.line.trigger;

import dev.destseg.inspection.CompletedInspection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * How long a station waited for its last {@value #KEPT} verdicts. Parts that nothing was done about, such as those that had no
 * picture, have no time. Safe between threads.
 */
public final class AnswerTimes {
    static final int KEPT = 1_000;

    private final Duration deadline;
    /** Nanoseconds; the oldest is written over. */
    private final long[] times = new long[KEPT];

    private long timed;
    private long answers;
    private long late;
    private Optional<Instant> lastAnswer = Optional.empty();
    private Optional<Instant> lastLate = Optional.empty();

    /** @param deadline of the station's parts */
    public AnswerTimes(Duration deadline) {
        this.deadline = deadline;
    }

    /** @param given when the verdict was given */
    public synchronized void add(CompletedInspection part, Instant given) {
        answers++;
        lastAnswer = Optional.of(given);
        if (part.isLate()) {
            late++;
            lastLate = lastAnswer;
        }
        if (part.isLate() || !part.stages().isEmpty()) {
            // A clock that is set back makes no negative time.
            times[(int) (timed % KEPT)] =
                    Math.max(0, Duration.between(part.received(), given).toNanos());
            timed++;
        }
    }

    public synchronized AnswerState state() {
        long[] sorted = Arrays.copyOf(times, (int) Math.min(timed, KEPT));
        Arrays.sort(sorted);
        return new AnswerState(
                answers,
                lastAnswer,
                deadline,
                late,
                lastLate,
                sorted.length,
                quantile(sorted, 0.5),
                quantile(sorted, 0.99));
    }

    /** The least time within which so large a share of the answers came. */
    private static Optional<Duration> quantile(long[] sorted, double share) {
        if (sorted.length == 0) {
            return Optional.empty();
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return Optional.of(Duration.ofNanos(sorted[rank - 1]));
    }
}
