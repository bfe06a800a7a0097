package dev.destseg.line.output;

import java.time.Instant;
import java.util.Optional;

/**
 * How an output is doing.
 *
 * @param name of the output
 * @param address of the receiver
 * @param waiting verdicts that it was not told of yet
 * @param oldest when the first of them was given
 * @param delivered verdicts that it was told of since the start
 * @param lastDelivered when it was last told of one, also before the start
 * @param dropped verdicts that it was never told of, since they waited too long or were too many
 * @param lastDropped when the last of them was given up
 * @param refused verdicts that it refused for good, which were put aside
 * @param lastRefused when the last of them was
 * @param failing whether the last attempt failed
 * @param since when it has been reached, or not; absent while the first attempt goes on
 * @param lastFailure what went wrong last, since the start
 */
public record OutputState(
        String name,
        String address,
        long waiting,
        Optional<Instant> oldest,
        long delivered,
        Optional<Instant> lastDelivered,
        long dropped,
        Optional<Instant> lastDropped,
        long refused,
        Optional<Instant> lastRefused,
        boolean failing,
        Optional<Instant> since,
        Optional<Failure> lastFailure) {
    /**
     * What went wrong.
     *
     * @param what with what to do
     * @param when it did
     */
    public record Failure(String what, Instant when) {}
}
