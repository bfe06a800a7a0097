package dev.destseg.inspection.rejudgement;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Images of an archive in its order, a few of which are read while others are judged: a bucket may be far away. Used by one thread. */
final class ReadAhead implements AutoCloseable {
    private static final int AHEAD = 4;

    private final Iterator<ArchivedPart> parts;
    private final Deque<Reading> readings = new ArrayDeque<>();
    private final ExecutorService readers = Executors.newFixedThreadPool(AHEAD, work -> {
        Thread thread = new Thread(work, "archive");
        thread.setDaemon(true);
        return thread;
    });

    private record Reading(ArchivedPart part, Future<Optional<byte[]>> image) {}

    /**
     * A part and its image.
     *
     * @param image nothing when it is gone
     */
    record Found(ArchivedPart part, Optional<byte[]> image) {}

    ReadAhead(Iterator<ArchivedPart> parts) {
        this.parts = parts;
    }

    /** The next one; nothing after the last. What its reading throws, this does. */
    Optional<Found> next() throws InterruptedException {
        while (readings.size() < AHEAD && parts.hasNext()) {
            ArchivedPart part = parts.next();
            readings.add(new Reading(part, readers.submit(() -> part.image().get())));
        }
        Reading first = readings.poll();
        return first == null ? Optional.empty() : Optional.of(new Found(first.part(), await(first.image())));
    }

    private static Optional<byte[]> await(Future<Optional<byte[]>> image) throws InterruptedException {
        try {
            return image.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
