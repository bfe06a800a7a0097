package dev.destseg.training.runs;

import dev.destseg.recipe.AtomicFile;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** All runs, in memory and on disk, and how far each is. Safe between threads; one process has it open. */
final class RunBook implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RunBook.class);
    private static final String LOCK = ".lock";

    private final Path directory;
    private final FileChannel lock;
    private final int kept;
    private final Consumer<Run> listener;
    private final Clock clock;
    private final ConcurrentSkipListMap<RunId, Run> runs = new ConcurrentSkipListMap<>();
    private final Map<RunId, RunProgress> progress = new ConcurrentHashMap<>();

    private RunBook(Path directory, FileChannel lock, int kept, Consumer<Run> listener, Clock clock) {
        this.clock = clock;
        this.directory = directory;
        this.lock = lock;
        this.kept = kept;
        this.listener = listener;
    }

    /**
     * @param kept ended runs that are remembered
     * @param listener told of each run that was begun or changed
     * @throws InputException when the directory cannot be written, or another process uses it
     */
    static RunBook open(Path directory, int kept, Consumer<Run> listener, Clock clock) {
        try {
            Files.createDirectories(directory);
            AtomicFile.forceDirectory(directory.toAbsolutePath().getParent());
            FileChannel lock =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            requireLock(lock, directory);
            RunBook book = new RunBook(directory, lock, kept, listener, clock);
            book.load();
            return book;
        } catch (IOException e) {
            throw new InputException(
                    "Trainings cannot be kept in " + directory + ": " + e
                            + ". Give a directory that this user may write to",
                    e);
        }
    }

    private static void requireLock(FileChannel lock, Path directory) throws IOException {
        boolean locked;
        try {
            locked = lock.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            locked = false;
        }
        if (!locked) {
            lock.close();
            throw new InputException("The trainings in " + directory
                    + " are in use by another process; stop that one, or give each its own directory");
        }
    }

    private void load() throws IOException {
        List<Path> found;
        try (Stream<Path> children = Files.list(directory)) {
            found = children.filter(child -> RunId.isAllowed(child.getFileName().toString()))
                    .toList();
        }
        for (Path each : found) {
            RunDirectory run = new RunDirectory(each);
            try {
                runs.put(new RunId(each.getFileName().toString()), run.read());
            } catch (InputException e) {
                LOG.warnf("%s; it is deleted", e.getMessage());
                run.delete();
            }
        }
    }

    RunDirectory directory(RunId id) {
        return new RunDirectory(directory.resolve(id.text()));
    }

    RunLog log(RunId id) {
        return new RunLog(directory(id).log(), clock);
    }

    /** The newest first. */
    List<Run> all() {
        return List.copyOf(runs.descendingMap().values());
    }

    Optional<Run> find(RunId id) {
        return Optional.ofNullable(runs.get(id));
    }

    /** Remembers a run as it is now; when this returns it survives a loss of power. */
    synchronized void put(Run run) {
        directory(run.id()).write(run);
        runs.put(run.id(), run);
        if (run.status().isEnded()) {
            progress.remove(run.id());
            directory(run.id()).tidy();
            forgetTheOldest();
        }
        listener.accept(run);
    }

    /**
     * Puts what becomes of a run, with nobody changing it in between.
     *
     * @throws IllegalStateException when it is no longer remembered
     */
    synchronized Run change(RunId id, UnaryOperator<Run> change) {
        Run changed = change.apply(find(id).orElseThrow(() -> new IllegalStateException("There is no training " + id)));
        put(changed);
        return changed;
    }

    private void forgetTheOldest() {
        List<Run> ended = new ArrayList<>(
                runs.values().stream().filter(run -> run.status().isEnded()).toList());
        ended.sort(Comparator.comparing(Run::id));
        for (Run old : ended.subList(0, Math.max(0, ended.size() - kept))) {
            directory(old.id()).delete();
            runs.remove(old.id());
        }
    }

    Optional<RunProgress> progress(RunId id) {
        return Optional.ofNullable(progress.get(id));
    }

    void put(RunId id, RunProgress now) {
        Optional<RunProgress> before = Optional.ofNullable(progress.put(id, now));
        if (RunCourse.isWorthKeeping(before, now)) {
            directory(id).course().append(clock.instant(), now);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
