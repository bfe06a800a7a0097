package dev.destseg.inspection.journal;

import java.time.Duration;

/**
 * How long a journal keeps what. Parts that were not judged OK, and those that an operator gave feedback on, are kept
 * longer: they are what one learns from.
 *
 * @param okAge age at which parts judged OK are deleted
 * @param rejectAge age at which all others are deleted
 * @param eventAge age at which changes are deleted
 * @param mostInspections beyond which the oldest are deleted, those judged OK first
 * @param leastFreeBytes of the disk; below it the oldest inspections are deleted, those judged OK first
 * @param leastInspections that stay when the disk lacks room, whatever fills it: something else may, and then deleting all
 *     would help nobody
 */
public record Retention(
        Duration okAge,
        Duration rejectAge,
        Duration eventAge,
        long mostInspections,
        long leastFreeBytes,
        long leastInspections) {
    /** @throws IllegalArgumentException when rejects would go before OKs, or a bound is out of its range */
    public Retention {
        if (okAge.isNegative() || rejectAge.compareTo(okAge) < 0) {
            throw new IllegalArgumentException(
                    "Rejects are kept at least as long as parts judged OK: " + rejectAge + " is shorter than " + okAge);
        }
        if (eventAge.isNegative() || mostInspections < 1 || leastFreeBytes < 0 || leastInspections < 0) {
            throw new IllegalArgumentException("Changes are kept for a while, at least one inspection is, and a bound"
                    + " on free space, or on what stays, is not negative");
        }
    }
}
