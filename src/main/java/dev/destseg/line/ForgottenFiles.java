package dev.destseg.line;

import dev.destseg.inspection.FileStamp;
import dev.destseg.inspection.journal.TakenFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;

/**
 * Once a day has the journal forget files that were taken more than a week ago and do not lie in the folder any more. A
 * week, for a folder that was restored from a copy must not be judged again; and never while the folder holds nothing at
 * all, which is what a network share looks like that is not mounted. Not thread-safe.
 */
final class ForgottenFiles {
    private static final Duration EVERY = Duration.ofDays(1);
    private static final Duration KEPT = Duration.ofDays(7);

    private final Path directory;
    private final TakenFiles taken;
    private Instant next = Instant.MIN;

    ForgottenFiles(Path directory, TakenFiles taken) {
        this.directory = directory;
        this.taken = taken;
    }

    /** @return how many were forgotten now */
    long forget(Instant now) throws IOException {
        if (now.isBefore(next) || isEmpty()) {
            return 0;
        }
        next = now.plus(EVERY);
        return taken.forget(directory + File.separator, now.minus(KEPT), ForgottenFiles::isGone);
    }

    private boolean isEmpty() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        }
    }

    private static boolean isGone(FileStamp stamp) {
        Path file = Path.of(stamp.path());
        try {
            return !FileStamp.of(file, Files.readAttributes(file, BasicFileAttributes.class))
                    .equals(stamp);
        } catch (IOException absent) {
            return true;
        }
    }
}
