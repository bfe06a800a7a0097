package dev.destseg.inspection.warmup;

/**
 * Whether something that is done again and again has stopped to get faster: none of the last few times was shorter by a
 * tenth than the shortest before them. Used by one thread.
 */
final class SteadyPace {
    static final int LAST = 6;

    private static final double SHORTER = 0.9;

    private long shortest = Long.MAX_VALUE;
    private int since;

    /** @param nanos how long it took this time */
    void add(long nanos) {
        since++;
        if (nanos < SHORTER * shortest) {
            shortest = nanos;
            since = 0;
        }
    }

    boolean isSteady() {
        return since >= LAST;
    }
}
