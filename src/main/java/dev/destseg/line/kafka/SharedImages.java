package dev.destseg.line.kafka;

import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Images on storage that whoever takes them and whoever judges them both see, such as a share. A message names a file below the
 * root; nothing else is read, wherever links lead. Safe between threads.
 *
 * @param root folder
 * @param largest bytes of an image
 */
public record SharedImages(Path root, long largest) {
    /** A share may show a file somewhat after its writer is done. */
    private static final int ATTEMPTS = 5;

    private static final String MOUNT = "mount it, and check its permissions (destseg.kafka.shared)";
    private static final Duration PAUSE = Duration.ofMillis(200);

    /**
     * Reads an image.
     *
     * @param name of the file, below the root
     * @param digest of its bytes
     * @throws InputException when there is none, or another; that will not change
     * @throws IOException when the storage itself cannot be read now
     */
    byte[] read(String name, Sha256 digest) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                byte[] bytes = read(name);
                if (Sha256.of(bytes).equals(digest)) {
                    return bytes;
                }
                throw new IOException("its digest is " + Sha256.of(bytes) + " and not " + digest);
            } catch (IOException e) {
                if (attempt >= ATTEMPTS) {
                    requireRoot();
                    throw new InputException(
                            "The image " + name + " cannot be had from the shared storage: " + words(e), e);
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    private static String words(IOException failure) {
        return failure instanceof NoSuchFileException ? "there is none" : String.valueOf(failure.getMessage());
    }

    /** A folder that a share should be mounted on is there without it, and empty. */
    private void requireRoot() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            if (files.findAny().isPresent()) {
                return;
            }
        } catch (IOException unreadable) {
            throw new IOException(
                    "The shared storage " + root + " cannot be read (" + unreadable + "); " + MOUNT, unreadable);
        }
        throw new IOException("The shared storage " + root + " is empty; " + MOUNT);
    }

    private byte[] read(String name) throws IOException {
        Path file = file(name);
        try (InputStream input = Files.newInputStream(file)) {
            long size = Files.size(file);
            if (size > Math.min(largest, Integer.MAX_VALUE - 8)) {
                throw new InputException("The image " + name + " has more than the " + largest
                        + " bytes allowed; give a smaller one, or allow more (destseg.line.largest-file,"
                        + " and memory for Java)");
            }
            // In one piece: what grows while it is read would lie in memory twice. One that is longer by now has
            // another digest.
            byte[] bytes = new byte[(int) size];
            int read = input.readNBytes(bytes, 0, bytes.length);
            return read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
        }
    }

    private Path file(String name) throws IOException {
        try {
            Path file = root.resolve(name).normalize();
            if (file.startsWith(root.normalize()) && !Path.of(name).isAbsolute()) {
                Path real = file.toRealPath();
                if (real.startsWith(root.toRealPath()) && Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                    return real;
                }
            }
        } catch (InvalidPathException e) {
            throw new InputException("'" + name + "' cannot be the name of a file", e);
        }
        throw new InputException(
                "The image " + name + " is no file below the root of the shared storage; name one there");
    }
}
