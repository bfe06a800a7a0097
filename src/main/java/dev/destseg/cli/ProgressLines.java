package dev.destseg.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Writes a plain line from time to time, for log files: {@code Training: 50 % after 42 s, loss 0.031}. */
final class ProgressLines extends ThrottledProgress {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final String work;

    ProgressLines(PrintWriter out, String work, long total, LongSupplier nanoseconds) {
        super(total, INTERVAL, nanoseconds);
        this.out = out;
        this.work = work;
    }

    @Override
    void draw(double fraction, Duration elapsed, String text) {
        String state = work + ": " + (int) (100 * fraction) + " % after " + elapsed.toSeconds() + " s";
        out.println(text.isEmpty() ? state : state + ", " + text);
        out.flush();
    }

    @Override
    void end() {
        // The last line already stands there.
    }
}
