package dev.destseg.line;

import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.FileStamp;
import dev.destseg.inspection.InspectionRefusedException;
import dev.destseg.inspection.InspectionRefusedException.Cause;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.TakenFile;
import dev.destseg.inspection.journal.TakenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Has complete files judged, a few at a time, and puts them away. What the journal knows already is only put away. Not
 * thread-safe.
 */
final class FileIntake {
    /** Enough to keep the threads that judge busy, few enough to leave places in the queue to others. */
    private static final int UNDER_WAY = 4;

    private static final int MOST_ATTEMPTS = 5;
    private static final Duration FULL_QUEUE = Duration.ofMillis(100);

    private final WatchedFolder folder;
    private final InspectionService inspections;
    private final TakenFiles taken;
    private final ProcessedFiles processed;
    private final FolderHints hints;
    private final Consumer<String> problems;
    private final Deque<Begun> begun = new ArrayDeque<>();
    private final Map<FileStamp, Integer> attempts = new HashMap<>();
    private final Set<FileStamp> settled = new HashSet<>();
    private long judged;

    private record Begun(Arrivals.Arrival file, CompletableFuture<CompletedInspection> inspection) {}

    /**
     * @param hints whose end also ends every wait here
     * @param problems told of what keeps files from being judged; they stay and are tried again
     */
    FileIntake(
            WatchedFolder folder,
            InspectionService inspections,
            TakenFiles taken,
            FolderHints hints,
            Consumer<String> problems) {
        this.folder = folder;
        this.inspections = inspections;
        this.taken = taken;
        this.processed = new ProcessedFiles(folder, taken.journal().queries());
        this.hints = hints;
        this.problems = problems;
    }

    /** Files judged so far. */
    long judged() {
        return judged;
    }

    /** Whether a file needs no further look as long as it stays as it is. */
    boolean isSettled(FileStamp stamp) {
        return settled.contains(stamp);
    }

    /** Drops what is remembered of all other files. */
    void retain(Set<Path> files) {
        settled.removeIf(stamp -> !files.contains(Path.of(stamp.path())));
        attempts.keySet().removeIf(stamp -> !files.contains(Path.of(stamp.path())));
    }

    /** Begins with a file, and ends with the one that was begun first when there are many. */
    void take(Arrivals.Arrival file) throws InterruptedException {
        Optional<TakenFile> before = folder.processed() == Processed.KEEP ? taken.find(file.stamp()) : Optional.empty();
        if (before.isPresent()) {
            putAway(file, before.get().inspection());
            return;
        }
        if (file.stamp().size() > folder.largestFile()) {
            begin(
                    file,
                    new byte[0],
                    Optional.of("The file has " + file.stamp().size() + " bytes, more than the " + folder.largestFile()
                            + " allowed; give a smaller image, or allow more (destseg.line.largest-file)"));
            return;
        }
        try {
            byte[] bytes = Files.readAllBytes(file.file());
            if (bytes.length == file.stamp().size()) { // Else it is written to, which the next look sees.
                begin(file, bytes, Optional.empty());
            }
        } catch (NoSuchFileException gone) {
            // Whoever put it there has taken it away.
        } catch (IOException e) {
            unreadable(file, e);
        }
    }

    /** It may be locked by its writer, so that it is tried a few times. */
    private void unreadable(Arrivals.Arrival file, IOException reason) throws InterruptedException {
        if (attempts.merge(file.stamp(), 1, Integer::sum) >= MOST_ATTEMPTS) {
            begin(
                    file,
                    new byte[0],
                    Optional.of("The file " + file.file().getFileName() + " cannot be read: " + reason
                            + ". Check its permissions and the disk"));
        }
    }

    private void begin(Arrivals.Arrival file, byte[] bytes, Optional<String> unreadable) throws InterruptedException {
        Optional<TakenFile> before = taken.find(file.stamp(), bytes);
        if (before.isPresent()) {
            putAway(file, before.get().inspection());
            return;
        }
        InspectionRequest request =
                new InspectionRequest(bytes, folder.product(), part(file.file()), folder.station(), file.stamp());
        while (!hints.isClosed()) {
            try {
                begun.add(new Begun(
                        file,
                        unreadable.isPresent()
                                ? inspections.cannotJudge(request, unreadable.get())
                                : inspections.submit(request)));
                break;
            } catch (InspectionRefusedException refusal) {
                await(refusal);
            }
        }
        if (begun.size() >= UNDER_WAY) {
            end(begun.remove());
        }
    }

    private void await(InspectionRefusedException refusal) throws InterruptedException {
        if (refusal.why() == Cause.QUEUE_FULL) {
            hints.pause(FULL_QUEUE);
            return;
        }
        problems.accept(refusal.getMessage());
        hints.pause(folder.interval());
    }

    /** Ends what was begun. */
    void endAll() {
        while (!begun.isEmpty()) {
            end(begun.remove());
        }
    }

    private void end(Begun file) {
        EntryId id;
        try {
            id = new EntryId(file.inspection().join().id().toString());
        } catch (CompletionException e) {
            problems.accept("The file " + file.file().file() + " was not kept and will be judged again: "
                    + e.getCause().getMessage());
            return;
        }
        judged++;
        putAway(file.file(), id);
    }

    private void putAway(Arrivals.Arrival file, EntryId inspection) {
        try {
            processed.put(file, inspection);
            settled.add(file.stamp());
        } catch (IOException e) {
            problems.accept("The file " + file.file() + " was judged and cannot be put away: " + e
                    + ". Check permissions, and that all folders lie on one file system");
        }
    }

    /** The name without its ending, as far as the journal can hold it. */
    private static Optional<String> part(Path file) {
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.lastIndexOf('.')).replaceAll("\\p{Cntrl}", "?");
        return Optional.of(stem).filter(text -> !text.isBlank());
    }
}
