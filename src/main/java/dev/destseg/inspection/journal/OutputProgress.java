package dev.destseg.inspection.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * How far an output has come.
 *
 * @param told position of the last verdict that it was told of, or that was dropped or put aside for it
 * @param toldAt when it was last told of one
 * @param dropped how many verdicts it was never told of, since they waited too long or were too many
 * @param droppedAt when the last of them was dropped
 * @param refused how many verdicts it refused for good, which were put aside
 * @param refusedAt when the last of them was
 */
public record OutputProgress(
        long told,
        Optional<Instant> toldAt,
        long dropped,
        Optional<Instant> droppedAt,
        long refused,
        Optional<Instant> refusedAt) {}
