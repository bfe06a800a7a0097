package dev.destseg.line.source;

import java.io.IOException;

/** Takes pictures. Used by one thread. */
public interface Source extends AutoCloseable {
    /**
     * Takes a picture now.
     *
     * @return the bytes of an image file
     * @throws IOException when there is none; the message says what is wrong and what to do
     */
    byte[] take() throws IOException;

    @Override
    void close();
}
