package dev.destseg.inspection.journal;

import dev.destseg.inspection.FileStamp;
import dev.destseg.inspection.InspectionRecorder;
import dev.destseg.inspection.TriggerStamp;
import dev.destseg.inspection.journal.Addition.Added;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The memory of the box: inspections with image and map, feedback, changes. What a method has written is on disk when it
 * returns and survives a loss of power. Safe between threads; one process has a journal open.
 *
 * <p>Images and maps are files named by their digest. A file is on disk before the row that names it is committed, so a
 * loss of power can leave a file that no row names, and never a row without its file; see {@link #removeOrphans}.
 */
public final class Journal implements AutoCloseable {
    /** Name of the database within the directory of a journal. */
    public static final String DATABASE = "journal.db";

    private final JournalDirectory directory;
    private final GroupWriter writer;
    private final JournalQueries queries;
    /** Used by the writer's thread only. */
    private final EntryIds ids;

    private final VerdictOutbox outbox;
    private final Clock clock;

    private Journal(JournalDirectory directory, GroupWriter writer, JournalQueries queries, EntryIds ids, Clock clock) {
        this.directory = directory;
        this.writer = writer;
        this.queries = queries;
        this.ids = ids;
        this.clock = clock;
        this.outbox = new VerdictOutbox(this, queries.read(OutboxRows::newest));
    }

    /**
     * Opens a journal, or begins one.
     *
     * @param path its directory, made when absent
     * @param database SQLite in {@link #DATABASE} of that directory; one connection is kept until the journal is closed
     * @param migration of that database, asked for when it is not of this version
     * @return the journal; the caller closes it
     * @throws InputException when the directory cannot be written, another process uses it, or the database is damaged
     *     or of a newer version
     */
    public static Journal open(Path path, DataSource database, Supplier<Flyway> migration, Clock clock) {
        JournalDirectory directory = JournalDirectory.open(path);
        try {
            boolean current;
            try (Connection connection = database.getConnection()) {
                FreePages.enable(connection);
                current = Migrations.areDone(connection);
            }
            if (!current) {
                MigrationRun.by(migration.get());
            }
            JournalQueries queries = new JournalQueries(database, path, directory.files());
            EntryIds ids = new EntryIds(clock, new SecureRandom(), queries.newest());
            return new Journal(
                    directory, new GroupWriter(DurableConnection.of(database.getConnection())), queries, ids, clock);
        } catch (SQLException | FlywayException | JournalException e) {
            release(directory);
            throw new InputException(
                    "The journal " + path.resolve(DATABASE) + " cannot be opened: "
                            + e.getMessage().strip()
                            + ". Move it away to begin a new one, or use the version of this software that wrote it",
                    e);
        }
    }

    private static void release(JournalDirectory directory) {
        try {
            directory.close();
        } catch (IOException ignored) {
            // The lock goes with the process; what went wrong before is what matters.
        }
    }

    /** What can be asked. */
    public JournalQueries queries() {
        return queries;
    }

    /** What is to be told of inspections. */
    public VerdictOutbox outbox() {
        return outbox;
    }

    /**
     * Writes the image of an inspection that will be added, which then takes less time.
     *
     * @param image the file as it was given
     * @return keeps it from being deleted until it is closed
     */
    public InspectionRecorder.Hold anticipate(byte[] image) {
        try {
            return directory.files().store(image)::close;
        } catch (IOException failsAgain) {
            return () -> {};
        }
    }

    /**
     * Adds an inspection.
     *
     * @param image the file as it was given
     * @param map the anomaly map, encoded
     * @return the inspection with its name
     * @throws JournalException when it could not be written
     */
    public InspectionEntry append(JudgedPart part, Optional<byte[]> image, Optional<byte[]> map) {
        return append(part, image, map, Optional.empty(), Optional.empty());
    }

    /**
     * Adds an inspection and, in the same transaction, what it answers for good and that outputs are to be told of it.
     *
     * @param image the file as it was given
     * @param map the anomaly map, encoded
     * @param file that the image was taken from
     * @param trigger that it was taken for
     * @return the inspection with its name
     * @throws JournalException when it could not be written, or the same file was taken, or the same trigger was answered
     *     before
     */
    public InspectionEntry append(
            JudgedPart part,
            Optional<byte[]> image,
            Optional<byte[]> map,
            Optional<FileStamp> file,
            Optional<TriggerStamp> trigger) {
        return begin(part, image, map, file, trigger).get();
    }

    /**
     * Begins to add an inspection, as {@link #append(JudgedPart, Optional, Optional, Optional, Optional)} does, behind all that
     * began before, and does not wait until it is committed.
     *
     * @return waits for that, once, on any thread, and throws as that does; must be called
     */
    Supplier<InspectionEntry> begin(
            JudgedPart part,
            Optional<byte[]> image,
            Optional<byte[]> map,
            Optional<FileStamp> file,
            Optional<TriggerStamp> trigger) {
        Loans loans = new Loans(directory.files());
        try {
            Addition addition = new Addition(part, loans.store(image), loans.store(map), file, trigger);
            Supplier<Added> added =
                    begin(connection -> addition.insert(connection, ids.next(), outbox, clock.instant()));
            return () -> ended(added, loans);
        } catch (IOException e) {
            loans.close();
            throw unwritable(e);
        } catch (RuntimeException e) {
            loans.close();
            throw e;
        }
    }

    private InspectionEntry ended(Supplier<Added> added, Loans loans) {
        try (loans) {
            Added done = added.get();
            done.position().ifPresent(outbox::committed);
            return done.entry();
        }
    }

    /**
     * Adds what an operator says of an inspection.
     *
     * @throws InputException when there is no such inspection
     * @throws JournalException when it could not be written
     */
    public Numbered<Feedback> append(Feedback feedback) {
        return write(connection -> {
            EntryId id = ids.next();
            FeedbackRows.insert(connection, id, feedback);
            return new Numbered<>(id, feedback);
        });
    }

    /**
     * Adds a change.
     *
     * @throws JournalException when it could not be written
     */
    public Numbered<Event> append(Event event) {
        return write(connection -> {
            EntryId id = ids.next();
            EventRows.insert(connection, id, event);
            return new Numbered<>(id, event);
        });
    }

    /**
     * Adds that a candidate disagrees with a verdict.
     *
     * @throws InputException when there is no such inspection
     * @throws JournalException when it could not be written
     */
    public Numbered<Disagreement> append(Disagreement disagreement) {
        return write(connection -> {
            EntryId id = ids.next();
            DisagreementRows.insert(connection, id, disagreement);
            return new Numbered<>(id, disagreement);
        });
    }

    /**
     * Commits something that changes nothing, to find out whether the journal can be written.
     *
     * @throws JournalException when it cannot
     */
    public void requireWritable() {
        write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("PRAGMA user_version = 1");
            }
        });
    }

    /**
     * Deletes files that no row names, which a kill or a loss of power leaves behind. Meant to run once after the start,
     * beside appends.
     *
     * @return what was deleted
     */
    public Deleted removeOrphans() {
        Deletion deletion = new Deletion(this);
        deletion.orphans();
        return new Deleted(0, 0, 0, 0, deletion.files(), deletion.bytes());
    }

    /** Writes as a part of a group; failures become what the callers of this class are promised. */
    <T> T write(GroupWriter.Write<T> write) {
        return begin(write).get();
    }

    /** The same, without waiting for it; what is returned does, once, and must be called. */
    <T> Supplier<T> begin(GroupWriter.Write<T> write) {
        Supplier<T> begun = named(() -> writer.begin(write));
        return () -> named(begun);
    }

    private <T> T named(Supplier<T> written) {
        try {
            return written.get();
        } catch (CompletionException e) {
            if (e.getCause() instanceof InputException refused) {
                throw refused;
            }
            throw unwritable(e.getCause());
        }
    }

    private JournalException unwritable(Throwable cause) {
        return new JournalException(
                "The journal in " + directory.path() + " cannot be written: "
                        + (cause.getMessage() == null ? cause : cause.getMessage())
                        + ". Check the disk and the free space on it",
                cause);
    }

    ContentFiles files() {
        return directory.files();
    }

    /** Writes what waits, then lets another process have the journal. */
    @Override
    public void close() {
        try (directory) {
            writer.close();
        } catch (SQLException | IOException e) {
            throw unwritable(e);
        }
    }
}
