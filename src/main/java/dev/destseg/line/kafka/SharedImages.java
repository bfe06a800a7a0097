package dev.destseg.line.kafka;

import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

    /** Of Linux. */
    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_PATH = 4095;

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
                Sha256 own = Sha256.of(bytes);
                if (own.equals(digest)) {
                    return bytes;
                }
                if (attempt >= ATTEMPTS) {
                    throw new InputException("The image " + name
                            + " on the shared storage is another one: its digest is " + own + " and not " + digest);
                }
            } catch (IOException e) {
                if (attempt >= ATTEMPTS) {
                    requireNotAbsent(name, e);
                    throw new IOException(
                            "The shared storage " + root + " does not give the image " + name + " (" + e
                                    + "); check that it is well, and that this appliance may read what lies there"
                                    + " (destseg.kafka.shared)",
                            e);
                }
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** An image that is absent stays so; whatever else goes wrong, permissions or a server that fails, is over one day. */
    private void requireNotAbsent(String name, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException
                || isBelowAFile(root.resolve(name).normalize())) {
            requireRoot();
            throw new InputException(
                    "The image " + name + " cannot be had from the shared storage: there is none", failure);
        }
    }

    /** That has no word of its own among what Java throws. */
    private boolean isBelowAFile(Path file) {
        return Stream.iterate(file.getParent(), above -> above != null && !above.equals(root), Path::getParent)
                .anyMatch(Files::isRegularFile);
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

    /** What no file system takes would look like one that fails. */
    private static void requireShort(Path file) {
        boolean tooLong = bytes(file) > LONGEST_PATH
                || Stream.iterate(0, i -> i < file.getNameCount(), i -> i + 1)
                        .anyMatch(i -> bytes(file.getName(i)) > LONGEST_NAME);
        if (tooLong) {
            throw new InputException("The name of an image on the shared storage has more than the " + LONGEST_NAME
                    + " bytes that a file's may have, or " + LONGEST_PATH + " with its folders; give a shorter one");
        }
    }

    private static int bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private Path file(String name) throws IOException {
        try {
            Path file = root.resolve(name).normalize();
            requireShort(file);
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
