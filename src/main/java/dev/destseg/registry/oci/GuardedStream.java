package dev.destseg.registry.oci;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** A body that is given up when nothing comes for too long, and that is not read faster than is allowed. */
final class GuardedStream extends FilterInputStream {
    private final long patienceNanos;
    private final long bytesPerSecond;
    private final long begin = System.nanoTime();
    private final Thread watchdog;
    private volatile long progress = System.nanoTime();
    private volatile boolean gaveUp;
    private long count;

    /** @param bytesPerSecond 0 means without bound */
    GuardedStream(InputStream body, long patienceNanos, long bytesPerSecond) {
        super(body);
        this.patienceNanos = patienceNanos;
        this.bytesPerSecond = bytesPerSecond;
        this.watchdog = new Thread(this::watch, "registry-body");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    private void watch() {
        try {
            long left = patienceNanos;
            while (left > 0) {
                TimeUnit.NANOSECONDS.sleep(left);
                left = patienceNanos - (System.nanoTime() - progress);
            }
            gaveUp = true;
            in.close();
        } catch (InterruptedException ended) {
            // The body was read or closed.
        } catch (IOException unclosed) {
            // Whoever reads hears of it.
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = in.read(buffer, offset, length);
            progress = System.nanoTime();
            if (gaveUp) {
                throw new IOException("nothing came for too long");
            }
            count += Math.max(0, read);
            slowDown();
            return read;
        } catch (IOException e) {
            throw gaveUp ? new IOException("nothing came for too long", e) : e;
        }
    }

    private void slowDown() throws IOException {
        if (bytesPerSecond <= 0) {
            return;
        }
        long due = begin + (long) (count * 1e9 / bytesPerSecond);
        long early = due - System.nanoTime();
        if (early > 0) {
            try {
                progress = due;
                TimeUnit.NANOSECONDS.sleep(early);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        watchdog.interrupt();
        super.close();
    }
}
