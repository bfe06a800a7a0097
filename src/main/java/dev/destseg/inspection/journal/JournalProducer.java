package dev.destseg.inspection.journal;

import dev.destseg.dataset.ConfirmedParts;
import dev.destseg.inspection.InspectionRecorder;
import dev.destseg.tensor.InputException;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The journal of the application. It is opened when it is first asked for: inject an {@code Instance<Journal>} where
 * that is not certain.
 */
@Singleton
@Unremovable
public class JournalProducer {
    private static final Logger LOG = Logger.getLogger(JournalProducer.class);
    private static final String DIRECTORY = "journal";

    private final Path directory;
    private final JournalConfiguration configuration;
    private final Instance<DataSource> database;
    private @Nullable Journal opened;
    private @Nullable RetentionWatch retention;

    JournalProducer(
            @ConfigProperty(name = "destseg.data-directory") Path dataDirectory,
            JournalConfiguration configuration,
            Instance<DataSource> database) {
        this.directory = dataDirectory.resolve(DIRECTORY);
        this.configuration = configuration;
        this.database = database;
    }

    /** @throws InputException when the journal cannot be opened, see {@link Journal#open} */
    @Produces
    @Singleton
    @Unremovable
    synchronized Journal journal() {
        Journal journal =
                Journal.open(directory, database.get(), () -> MigrationFiles.of(database.get()), Clock.systemUTC());
        opened = journal;
        RetentionWatch started = new RetentionWatch(journal, sweep(journal), Clock.systemUTC());
        started.start();
        retention = started;
        Thread tidying = new Thread(() -> removeOrphans(journal), "journal-orphans");
        tidying.setDaemon(true);
        tidying.start();
        return journal;
    }

    private static void removeOrphans(Journal journal) {
        try {
            Deleted deleted = journal.removeOrphans();
            if (!deleted.isNothing()) {
                LOG.warnf("The journal was not closed the last time. %s", deleted.sentence());
            }
        } catch (JournalException | UncheckedIOException e) {
            LOG.warnf("Files that the journal does not name could not be removed: %s", e.getMessage());
        }
    }

    /** Keeps inspections in the journal, which is opened when the first recipe gets ready to judge. */
    @Produces
    @Singleton
    @Unremovable
    InspectionRecorder recorder(Journal journal) {
        return new JournalRecorder(journal);
    }

    @Produces
    @Singleton
    @Unremovable
    ConfirmedParts confirmed(Journal journal) {
        return new JournalConfirmedParts(journal.queries());
    }

    /** Deletes what the configuration no longer keeps. */
    RetentionSweep sweep(Journal journal) {
        return new RetentionSweep(journal, retention(), this::freeBytes);
    }

    private Retention retention() {
        try {
            return new Retention(
                    configuration.okAge(),
                    configuration.rejectAge(),
                    configuration.eventAge(),
                    configuration.mostInspections(),
                    Math.multiplyExact(configuration.leastFreeMebibytes(), 1L << 20),
                    configuration.leastInspections());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InputException("The keys destseg.journal.* do not fit together: " + e.getMessage(), e);
        }
    }

    private long freeBytes() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("The free space of " + directory + " cannot be told", e);
        }
    }

    /** Before the data source is closed, which the journal's writer still needs. */
    void close(@Observes ShutdownEvent end) {
        close();
    }

    /** After a start that failed, which nobody is told of. */
    void close(@Disposes Journal journal) {
        try {
            close();
        } catch (JournalException | CompletionException e) {
            // The data source was closed first; nothing was written, and the directory is free again.
            LOG.debug("The journal was closed after its data source", e);
        }
    }

    private synchronized void close() {
        if (opened != null) {
            Journal journal = opened;
            opened = null;
            if (retention != null) {
                retention.close();
            }
            journal.close();
        }
    }
}
