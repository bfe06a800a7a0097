package dev.destseg.line;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the operating system tells of a change in a folder, or for a while: network shares tell nothing, and what is
 * told may get lost. Closing ends every wait, from any thread.
 */
final class FolderHints implements AutoCloseable {
    /** So that a file that is written in small pieces does not keep the processor busy. */
    private static final long PAUSE_MILLISECONDS = 20;

    private final Path directory;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final @Nullable WatchService service = service();
    private @Nullable WatchKey key;

    FolderHints(Path directory) {
        this.directory = directory;
    }

    private static @Nullable WatchService service() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException untold) {
            return null; // As when the system's bound on watches is reached.
        }
    }

    /** @return false when this is closed */
    boolean await(Duration longest) throws InterruptedException {
        if (service == null || !register(service)) {
            return !closed.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        }
        try {
            WatchKey told = service.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (told != null) {
                told.pollEvents();
                told.reset();
                return !closed.await(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
            }
        } catch (ClosedWatchServiceException end) {
            return false;
        }
        return closed.getCount() > 0;
    }

    /** Sleeps, whatever happens in the folder. */
    boolean pause(Duration duration) throws InterruptedException {
        return !closed.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Again when the folder was taken away and has come back. */
    private boolean register(WatchService watch) {
        if (key != null && key.isValid()) {
            return true;
        }
        try {
            key = directory.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            return true;
        } catch (IOException | ClosedWatchServiceException untold) {
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            if (service != null) {
                service.close();
            }
        } catch (IOException ignored) {
            // Nobody waits for it any more.
        }
    }
}
