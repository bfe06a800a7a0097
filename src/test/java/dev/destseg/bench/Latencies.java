package dev.destseg.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Durations in milliseconds, gathered by several threads. */
final class Latencies {
    private final List<Double> milliseconds = new ArrayList<>();

    synchronized void add(double duration) {
        milliseconds.add(duration);
    }

    /** Counts what was begun at this {@link System#nanoTime}, and ends now. */
    synchronized void addSince(long start) {
        milliseconds.add((System.nanoTime() - start) / 1e6);
    }

    synchronized int count() {
        return milliseconds.size();
    }

    /** By the nearest rank; NaN when there are none. */
    synchronized double percentile(double share) {
        if (milliseconds.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = milliseconds.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "median %7.1f ms   p99 %7.1f   max %7.1f   (%d)",
                percentile(0.5),
                percentile(0.99),
                percentile(1),
                count());
    }
}
