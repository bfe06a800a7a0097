package dev.destseg.cli;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets through the first state, then one state for each interval, and the last. */
abstract sealed class ThrottledProgress implements Progress permits ProgressBar, ProgressLines {
    private final long total;
    private final long interval;
    private final LongSupplier nanoseconds;
    private final long started;
    private long shownAt;
    private long done;
    private String message = "";
    private boolean anyShown;
    private boolean lastShown = true;

    ThrottledProgress(long total, Duration interval, LongSupplier nanoseconds) {
        if (total < 1) {
            throw new IllegalArgumentException("There must be something to do, got a total of " + total);
        }
        this.total = total;
        this.interval = interval.toNanos();
        this.nanoseconds = nanoseconds;
        this.started = nanoseconds.getAsLong();
    }

    /** Draws one state; {@code elapsed} counts from the construction. */
    abstract void draw(double fraction, Duration elapsed, String text);

    /** Called once after the last state was drawn. */
    abstract void end();

    @Override
    public final synchronized void at(long newDone, String newMessage) {
        done = Math.min(Math.max(newDone, 0), total);
        message = newMessage;
        lastShown = false;
        long now = nanoseconds.getAsLong();
        if (!anyShown || now - shownAt >= interval) {
            show(now);
        }
    }

    @Override
    public final synchronized void close() {
        if (!lastShown) {
            show(nanoseconds.getAsLong());
        }
        end();
    }

    private void show(long now) {
        anyShown = true;
        lastShown = true;
        shownAt = now;
        draw((double) done / total, Duration.ofNanos(now - started), message);
    }
}
