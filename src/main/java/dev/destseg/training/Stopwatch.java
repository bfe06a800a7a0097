package dev.destseg.training;

import java.util.function.LongSupplier;

/** Seconds since its start, and those before it in earlier sittings of the same run. */
public record Stopwatch(double earlier, LongSupplier nanoTime, long startNanos) {
    public static Stopwatch startedWith(double earlierSeconds) {
        return startedWith(earlierSeconds, System::nanoTime);
    }

    /** Counts only while the process runs. */
    public static Stopwatch startedWith(double earlierSeconds, Standstill standstill) {
        return startedWith(earlierSeconds, standstill::runningNanos);
    }

    private static Stopwatch startedWith(double earlierSeconds, LongSupplier nanoTime) {
        return new Stopwatch(earlierSeconds, nanoTime, nanoTime.getAsLong());
    }

    public double seconds() {
        return earlier + (nanoTime.getAsLong() - startNanos) * 1e-9;
    }
}
