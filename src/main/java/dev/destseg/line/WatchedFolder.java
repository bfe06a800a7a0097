package dev.destseg.line;

import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A folder whose files are to be judged.
 *
 * @param name for people
 * @param directory absolute
 * @param product whose recipe judges; may be absent when there is one product only
 * @param station where the images were taken
 * @param processed what becomes of files that were judged
 * @param done where files with a verdict are moved to
 * @param aside where files without a verdict are moved to
 * @param results whether what was found is written beside each file
 * @param quiet how long a complete file has not changed
 * @param interval from one look to the next
 * @param largestFile in bytes
 */
record WatchedFolder(
        String name,
        Path directory,
        Optional<String> product,
        Optional<String> station,
        Processed processed,
        Path done,
        Path aside,
        boolean results,
        Duration quiet,
        Duration interval,
        long largestFile) {
    private static final String DONE = "done";
    private static final String ASIDE = "cannot-judge";

    /** @throws InputException when files would be moved to where they come from, or a duration is none */
    public WatchedFolder {
        directory = directory.toAbsolutePath().normalize();
        done = done.toAbsolutePath().normalize();
        aside = aside.toAbsolutePath().normalize();
        if (directory.equals(done) || directory.equals(aside)) {
            throw new InputException("The folder " + name + " would move its files to where they come from, "
                    + directory + "; name other folders as done and aside");
        }
        if (quiet.isNegative() || interval.isNegative() || interval.isZero()) {
            throw new InputException("The folder " + name + " has quiet " + quiet + " and interval " + interval
                    + "; give durations of time, such as 2s");
        }
    }

    static WatchedFolder of(String name, LineSettings.Folder folder, long largestFile) {
        return new WatchedFolder(
                name,
                folder.directory(),
                folder.product(),
                folder.station(),
                folder.processed(),
                folder.done().orElse(folder.directory().resolve(DONE)),
                folder.aside().orElse(folder.directory().resolve(ASIDE)),
                folder.results(),
                folder.quiet(),
                folder.interval(),
                largestFile);
    }
}
