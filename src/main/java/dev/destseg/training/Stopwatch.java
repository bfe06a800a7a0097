package dev.destseg.training;

/** Seconds since its start, and those before it in earlier sittings of the same run. */
record Stopwatch(double earlier, long startNanos) {
    static Stopwatch startedWith(double earlierSeconds) {
        return new Stopwatch(earlierSeconds, System.nanoTime());
    }

    double seconds() {
        return earlier + (System.nanoTime() - startNanos) * 1e-9;
    }
}
