package dev.destseg.inspection.journal;

import dev.destseg.inspection.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * What many inspections come to.
 *
 * @param counts by product and verdict, sorted by both
 * @param timeline how often each verdict was given in each period that has any, oldest first
 * @param scores how often a score occurs with each verdict, lowest first
 */
public record Summary(List<VerdictCount> counts, List<Period> timeline, List<ScoreCount> scores) {
    public Summary {
        counts = List.copyOf(counts);
        timeline = List.copyOf(timeline);
        scores = List.copyOf(scores);
    }

    /** How often a verdict was given from a time on, for as long as was asked. */
    public record Period(Instant from, Verdict verdict, long inspections) {}

    /**
     * How often scores of a small range occur.
     *
     * @param score the lowest of the range, which is {@link #WIDTH} wide
     */
    public record ScoreCount(double score, Verdict verdict, long inspections) {
        /** Of a range of scores. */
        public static final double WIDTH = 0.005;
    }
}
