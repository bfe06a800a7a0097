package dev.destseg.line.trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a station was answered, since the start.
 *
 * @param answers verdicts that were given
 * @param lastAnswer when the last of them was
 * @param deadline from the acceptance of a part until its verdict
 * @param late parts whose deadline passed before they were judged; they got CANNOT_JUDGE
 * @param lastLate when the last of them did
 * @param parts the last ones, whose times the two figures are of
 * @param median time from the acceptance of a part until its verdict was kept and given
 * @param longest of 99 in 100 of them
 */
public record AnswerState(
        long answers,
        Optional<Instant> lastAnswer,
        Duration deadline,
        long late,
        Optional<Instant> lastLate,
        int parts,
        Optional<Duration> median,
        Optional<Duration> longest) {}
