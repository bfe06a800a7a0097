package dev.destseg.inspection.journal;

import dev.destseg.recipe.AtomicFile;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Where a journal lies: the database, the files, and a lock that keeps a second process out until this is closed. */
final class JournalDirectory implements AutoCloseable {
    private static final String LOCK = "journal.lock";
    /** Under it are the files, within the directory of a journal. */
    static final String FILES = "files";

    private final Path path;
    private final FileChannel lock;
    private final ContentFiles files;

    private JournalDirectory(Path path, FileChannel lock, ContentFiles files) {
        this.path = path;
        this.lock = lock;
        this.files = files;
    }

    /** @throws InputException when the directory cannot be made or written, or another process uses it */
    static JournalDirectory open(Path path) {
        try {
            Files.createDirectories(path);
            AtomicFile.forceDirectory(path.toAbsolutePath().getParent());
            FileChannel lock =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(lock) == null) {
                lock.close();
                throw new InputException("The journal in " + path
                        + " is in use by another process; stop that one, or give each its own directory");
            }
            return new JournalDirectory(path, lock, ContentFiles.open(path.resolve(FILES)));
        } catch (IOException e) {
            throw new InputException(
                    "The journal cannot be written to " + path + ": " + e
                            + ". Give a directory that this user may write to",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) { // Held by this process itself.
            return null;
        }
    }

    Path path() {
        return path;
    }

    ContentFiles files() {
        return files;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
