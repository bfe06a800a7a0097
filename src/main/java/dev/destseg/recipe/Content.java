package dev.destseg.recipe;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file that is to be written. */
@FunctionalInterface
public interface Content {
    /** Writes all bytes; leaves the stream open. */
    void writeTo(OutputStream output) throws IOException;

    static Content of(byte[] bytes) {
        return output -> output.write(bytes);
    }

    /** A copy of a file as it is when the content is written. */
    static Content of(Path file) {
        return output -> Files.copy(file, output);
    }
}
