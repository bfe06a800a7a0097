package dev.destseg.inspection.journal;

import java.util.OptionalDouble;

/**
 * How often verdicts were wrong among the parts that operators looked at. Those are seldom a fair sample of all parts, so
 * the counts belong beside the rates. Parts that could not be judged count as neither.
 *
 * @param good parts that are really good
 * @param falseRejects of them, those judged DEFECT
 * @param defective parts that are really defective
 * @param escapes of them, those judged OK
 */
public record FeedbackRates(long good, long falseRejects, long defective, long escapes) {
    /** The share of good parts that was rejected, in [0, 1]; absent when nothing was confirmed as good. */
    public OptionalDouble falseRejectRate() {
        return share(falseRejects, good);
    }

    /** The share of defective parts that was let through, in [0, 1]; absent when nothing was confirmed as defective. */
    public OptionalDouble escapeRate() {
        return share(escapes, defective);
    }

    private static OptionalDouble share(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
