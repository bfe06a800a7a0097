package dev.destseg.training.runs;

import java.time.Instant;

/**
 * How far a run had learned at a time.
 *
 * @param phase of learning
 * @param percent of the phase, 0 to 100
 * @param loss averaged over the last steps
 */
public record CoursePoint(Instant time, String phase, double percent, double loss) {}
