package dev.destseg.line;

import dev.destseg.image.ImageReader;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.JournalException;
import dev.destseg.inspection.journal.TakenFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Judges the files of a folder, each once. That a file was taken is committed with its inspection: what a kill interrupts
 * before is judged after the next start, what it interrupts afterwards is only put away then. While the queue is full,
 * files wait. One thread does all of it.
 */
final class FolderSource implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FolderSource.class);

    private final WatchedFolder folder;
    private final FolderHints hints;
    private final Arrivals arrivals;
    private final FileIntake intake;
    private final ForgottenFiles forgotten;
    private final Thread thread;
    private volatile FolderState state;
    /** Of the present look. */
    private Optional<String> problem = Optional.empty();

    FolderSource(WatchedFolder folder, InspectionService inspections, Journal journal) {
        TakenFiles taken = new TakenFiles(journal);
        this.folder = folder;
        this.hints = new FolderHints(folder.directory());
        this.arrivals = new Arrivals(folder.quiet());
        this.intake = new FileIntake(folder, inspections, taken, hints, this::report);
        this.forgotten = new ForgottenFiles(folder.directory(), taken);
        this.thread = new Thread(this::run, "folder " + folder.name());
        this.state = new FolderState(folder.name(), folder.directory(), 0, 0, Optional.empty());
    }

    void start() {
        thread.start();
    }

    FolderState state() {
        return state;
    }

    private void run() {
        try {
            do {
                lookOrReport();
            } while (hints.await(untilNextLook()));
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration untilNextLook() {
        boolean soon = arrivals.areExpected(System.nanoTime()) && folder.quiet().compareTo(folder.interval()) < 0;
        return soon ? folder.quiet() : folder.interval();
    }

    private void lookOrReport() throws InterruptedException {
        problem = Optional.empty();
        try {
            look();
        } catch (IOException | JournalException e) {
            report("The folder " + folder.directory() + " cannot be worked on: " + e
                    + ". Check that it is there and that this user may read and change it");
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("The folder " + folder.directory() + " could not be worked on", e);
            report("The folder " + folder.directory() + " cannot be worked on; the log says why");
        }
        show(state.waiting());
    }

    private void look() throws IOException, InterruptedException {
        FolderListing listing = FolderListing.of(folder.directory());
        intake.retain(listing.files().keySet());
        List<Arrivals.Arrival> complete = arrivals.complete(listing.files(), System.nanoTime()).stream()
                .filter(arrival -> ImageReader.isImage(arrival.file()) && !intake.isSettled(arrival.stamp()))
                .toList();
        int waiting = complete.size();
        show(waiting);
        try {
            for (Arrivals.Arrival file : complete) {
                if (hints.isClosed()) {
                    return;
                }
                intake.take(file);
                show(--waiting);
            }
        } finally {
            intake.endAll();
        }
        forgotten.forget(Instant.now());
        if (listing.cut()) {
            report("The folder " + folder.directory() + " holds more than " + FolderListing.MOST_FILES
                    + " files, and the rest is not seen; move away what was judged");
        }
    }

    /** Said once in the log, and shown as long as it lasts. */
    private void report(String what) {
        problem = Optional.of(what);
        if (!problem.equals(state.problem())) {
            LOG.warn(what);
        }
        show(state.waiting());
    }

    private void show(int waiting) {
        state = new FolderState(folder.name(), folder.directory(), intake.judged(), waiting, problem);
    }

    /** Ends what was begun; files that wait are judged after the next start. */
    @Override
    public void close() {
        hints.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
