package dev.destseg.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Draws over one line of a terminal: {@code Training [#####     ]  50%  0:42 left  loss 0.031}. */
final class ProgressBar extends ThrottledProgress {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int BAR = 24;
    private static final int LINE = 79;

    private final PrintWriter out;
    private final String work;

    ProgressBar(PrintWriter out, String work, long total, LongSupplier nanoseconds) {
        super(total, INTERVAL, nanoseconds);
        this.out = out;
        this.work = work;
    }

    @Override
    void draw(double fraction, Duration elapsed, String text) {
        int filled = (int) (fraction * BAR);
        String line = String.format(
                "%s [%s%s] %3d%%  %s  %s",
                work,
                "#".repeat(filled),
                " ".repeat(BAR - filled),
                (int) (100 * fraction),
                time(fraction, elapsed),
                text);
        // Cut to one line, as a longer one could not be drawn over, and filled up to hide what stood there before.
        out.printf("\r%-" + LINE + "." + LINE + "s", line);
        out.flush();
    }

    @Override
    void end() {
        out.println();
        out.flush();
    }

    private static String time(double fraction, Duration elapsed) {
        if (fraction == 0 || fraction == 1) {
            return clock(elapsed.toSeconds());
        }
        return clock(Math.round(elapsed.toSeconds() * (1 - fraction) / fraction)) + " left";
    }

    private static String clock(long seconds) {
        return String.format("%d:%02d", seconds / 60, seconds % 60);
    }
}
