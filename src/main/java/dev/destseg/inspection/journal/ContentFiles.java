package dev.destseg.inspection.journal;

import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files named by the SHA-256 of their bytes, in 256 directories by its first two digits. Safe between threads: a file that
 * is on loan is not deleted, so that the row which will name it finds it.
 */
final class ContentFiles {
    /** A file, or what an interrupted write left of it. */
    private static final Pattern NAME = Pattern.compile("\\.?([0-9a-f]{64})(\\.partial)?");

    private static final int SHARDS = 256;

    private final Path directory;
    private final ConcurrentHashMap<Sha256, Integer> loans = new ConcurrentHashMap<>();
    private final Object[] locks = new Object[SHARDS];

    private ContentFiles(Path directory) {
        this.directory = directory;
        for (int i = 0; i < SHARDS; i++) {
            locks[i] = new Object();
        }
    }

    /** Makes all directories that are missing, so that a file that is stored need not force one of them to disk. */
    static ContentFiles open(Path directory) throws IOException {
        ContentFiles files = new ContentFiles(directory.toAbsolutePath());
        for (int i = 0; i < SHARDS; i++) {
            Files.createDirectories(files.shard(i));
        }
        AtomicFile.forceDirectory(files.directory);
        AtomicFile.forceDirectory(files.directory.getParent());
        return files;
    }

    /** Those of a journal that others write to, to read alone. */
    static ContentFiles toRead(Path directory) {
        return new ContentFiles(directory.toAbsolutePath());
    }

    /** A file that stays at least until this is closed. */
    final class Loan implements AutoCloseable {
        private final Sha256 digest;

        private Loan(Sha256 digest) {
            this.digest = digest;
        }

        Sha256 digest() {
            return digest;
        }

        @Override
        public void close() {
            loans.computeIfPresent(digest, (same, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Stores the bytes unless they are there already; they are on disk when this returns. The caller closes the loan. */
    Loan store(byte[] bytes) throws IOException {
        Sha256 digest = Sha256.of(bytes);
        loans.merge(digest, 1, Integer::sum);
        Loan loan = new Loan(digest);
        try {
            synchronized (lock(digest)) {
                if (!Files.exists(path(digest))) {
                    AtomicFile.write(path(digest), Content.of(bytes));
                }
            }
            return loan;
        } catch (IOException | RuntimeException e) {
            loan.close();
            throw e;
        }
    }

    /** @return the bytes, or nothing when there is no such file */
    Optional<byte[]> read(Sha256 digest) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(path(digest)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Deletes a file unless it is on loan or needed.
     *
     * @param needed asked after it is known that the file is not on loan
     * @return the bytes that were freed, negative when nothing was deleted
     */
    long delete(Sha256 digest, Predicate<Sha256> needed) throws IOException {
        synchronized (lock(digest)) {
            if (loans.containsKey(digest)) {
                return -1;
            }
            Path partial = path(digest).resolveSibling("." + digest.hex() + ".partial");
            boolean deletedPartial = Files.deleteIfExists(partial);
            if (!Files.exists(path(digest)) || needed.test(digest)) {
                return deletedPartial ? 0 : -1;
            }
            long size = Files.size(path(digest));
            Files.delete(path(digest));
            return size;
        }
    }

    /** Gives the digest of each file, and of each that was begun, in no order; other files are passed over. */
    void forEach(Consumer<Sha256> action) throws IOException {
        for (int i = 0; i < SHARDS; i++) {
            digests(shard(i)).forEach(action);
        }
    }

    private static Set<Sha256> digests(Path shard) throws IOException {
        try (Stream<Path> paths = Files.list(shard)) {
            return paths.map(path -> NAME.matcher(path.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> new Sha256(matcher.group(1)))
                    .collect(Collectors.toSet());
        }
    }

    private Path shard(int number) {
        return directory.resolve(String.format("%02x", number));
    }

    Path path(Sha256 digest) {
        return directory.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    private Object lock(Sha256 digest) {
        return locks[Integer.parseInt(digest.hex().substring(0, 2), 16)];
    }
}
