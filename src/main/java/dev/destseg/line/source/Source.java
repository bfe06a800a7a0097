package dev.destseg.line.source;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Takes pictures. Used by one thread. */
public interface Source extends AutoCloseable {
    /**
     * Takes a picture now.
     *
     * @return the bytes of an image file
     * @throws IOException when there is none; the message says what is wrong and what to do
     */
    byte[] take() throws IOException;

    /**
     * Takes a picture of a part. What looks all the time gives one that was taken after the part's signal.
     *
     * @param sequence number of the part's trigger
     * @param since when that came, by {@link System#nanoTime}
     * @param longest how long the part can wait for a picture that is yet to come
     * @throws IOException as {@link #take()}
     */
    default Picture take(long sequence, long since, Duration longest) throws IOException {
        return new Picture(take(), Optional.empty());
    }

    @Override
    void close();
}
