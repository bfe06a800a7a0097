package dev.destseg.line.camera;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The newest picture, and the memory of those that nobody wanted. Safe between threads. */
final class NewestFrame {
    private @Nullable Frame newest;
    private boolean kept;
    /** How often it was forgotten. */
    private long losses;

    /**
     * @param taken whether somebody keeps the picture already
     * @return memory of the picture before, when nobody has that
     */
    synchronized byte @Nullable [] put(Frame frame, boolean taken) {
        byte[] spare = newest == null || kept ? null : newest.image().rgb();
        newest = frame;
        kept = taken;
        notifyAll();
        return spare;
    }

    /** The newest picture, which the caller may keep; nothing when none was taken since then, and for so long, or before the camera is lost, none comes. */
    synchronized Optional<Frame> await(long since, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        long before = losses;
        while (newest == null || newest.nanos() - since < 0) {
            long left = end - System.nanoTime();
            if (left <= 0 || losses != before) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        kept = true;
        return Optional.of(newest);
    }

    /** Forgets it, since it is old, and has nobody wait for another one. */
    synchronized void clear() {
        newest = null;
        losses++;
        notifyAll();
    }
}
