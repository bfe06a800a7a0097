package dev.destseg.inspection.products;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that came in; it has no name any more, so that nothing is left of it when this is closed, or after a kill. */
final class Upload implements AutoCloseable {
    private final FileChannel file;

    private Upload(FileChannel file) {
        this.file = file;
    }

    /**
     * Reads to the end.
     *
     * @param directory which has room
     */
    static Upload receive(InputStream input, Path directory) throws IOException {
        Path named = Files.createTempFile(directory, ".upload", "");
        FileChannel file = FileChannel.open(named, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Files.delete(named);
        try {
            input.transferTo(Channels.newOutputStream(file));
            return new Upload(file.position(0));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    InputStream content() {
        return new BufferedInputStream(Channels.newInputStream(file));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
