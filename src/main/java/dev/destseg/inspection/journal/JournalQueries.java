package dev.destseg.inspection.journal;

import dev.destseg.image.Box;
import dev.destseg.inspection.Verdict;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * What can be asked of a journal; answers hold what was committed before. Safe between threads. Every method throws {@link
 * JournalException} when the journal cannot be read.
 */
public final class JournalQueries {
    private static final int EXPORTED_AT_ONCE = Page.LARGEST;

    private final DataSource database;
    private final Path path;
    private final ContentFiles files;

    JournalQueries(DataSource database, Path path, ContentFiles files) {
        this.database = database;
        this.path = path;
        this.files = files;
    }

    public Optional<InspectionEntry> find(EntryId inspection) {
        return read(connection -> InspectionRows.find(connection, inspection));
    }

    /**
     * Inspections, newest first. What is appended meanwhile never moves what is on later pages.
     *
     * @param cursor of the page before; the newest inspections when absent
     * @param size most entries of the page, 1 to {@link Page#LARGEST}
     * @throws InputException for another size
     */
    public Page<InspectionEntry> list(InspectionFilter filter, Optional<EntryId> cursor, int size) {
        requireSize(size);
        Conditions conditions = Conditions.of(filter).olderThan(cursor);
        return Page.of(
                read(connection -> InspectionRows.list(connection, conditions, size + 1)), size, InspectionEntry::id);
    }

    private static void requireSize(int size) {
        if (size < 1 || size > Page.LARGEST) {
            throw new InputException("A page has 1 to " + Page.LARGEST + " entries, not " + size + "; ask for fewer");
        }
    }

    /** Gives each inspection, newest first, a few at a time, so that neither memory nor the database is held. */
    public void forEach(InspectionFilter filter, Consumer<InspectionEntry> action) {
        Optional<EntryId> cursor = Optional.empty();
        do {
            Page<InspectionEntry> page = list(filter, cursor, EXPORTED_AT_ONCE);
            page.entries().forEach(action);
            cursor = page.next();
        } while (cursor.isPresent());
    }

    /** What was drawn around the defects of an inspection, the last time that somebody did; nothing when nobody has. */
    public List<Box> drawn(EntryId inspection) {
        return feedback(inspection).stream()
                .map(feedback -> feedback.value().regions())
                .filter(boxes -> !boxes.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** All feedback on an inspection, newest first. */
    public List<Numbered<Feedback>> feedback(EntryId inspection) {
        return read(connection -> FeedbackRows.on(connection, inspection));
    }

    /**
     * Changes, newest first.
     *
     * @param kind of change; any when absent
     * @param cursor of the page before; the newest changes when absent
     * @param size most entries of the page, 1 to {@link Page#LARGEST}
     * @throws InputException for another size, or a text that is no kind
     */
    public Page<Numbered<Event>> events(Optional<String> kind, Optional<EntryId> cursor, int size) {
        requireSize(size);
        Conditions conditions = new Conditions().olderThan(cursor);
        kind.map(Event::requireKind).ifPresent(text -> conditions.add("kind = ?", text));
        return Page.of(read(connection -> EventRows.list(connection, conditions, size + 1)), size, Numbered::id);
    }

    /**
     * Parts of a product that a candidate judges otherwise, newest first.
     *
     * @param cursor of the page before; the newest when absent
     * @param size most entries of the page, 1 to {@link Page#LARGEST}
     * @throws InputException for another size
     */
    public Page<Numbered<Disagreement>> disagreements(
            String product, Sha256 candidate, Optional<EntryId> cursor, int size) {
        requireSize(size);
        Conditions conditions = new Conditions()
                .add("product = ?", product)
                .add("candidate = ?", candidate.hex())
                .olderThan(cursor);
        return Page.of(read(connection -> DisagreementRows.list(connection, conditions, size + 1)), size, Numbered::id);
    }

    /** How many inspections there are of each product and verdict that occur, sorted by both. */
    public List<VerdictCount> counts(InspectionFilter filter) {
        return read(connection -> SummaryRows.counts(connection, filter));
    }

    /**
     * What inspections come to.
     *
     * @param period of the timeline, at least a second
     * @throws InputException for a shorter one
     */
    public Summary summary(InspectionFilter filter, Duration period) {
        if (period.toSeconds() < 1) {
            throw new InputException("A period of the timeline has at least one second, not " + period);
        }
        return read(connection -> SummaryRows.summary(connection, filter, period));
    }

    /** How often verdicts were wrong, as far as operators said what the parts really are. */
    public FeedbackRates rates(InspectionFilter filter) {
        long good = count(filter.withOpinion(Opinion.GOOD), Verdict.OK);
        long falseRejects = count(filter.withOpinion(Opinion.GOOD), Verdict.DEFECT);
        long escapes = count(filter.withOpinion(Opinion.DEFECTIVE), Verdict.OK);
        long defective = count(filter.withOpinion(Opinion.DEFECTIVE), Verdict.DEFECT);
        return new FeedbackRates(good + falseRejects, falseRejects, defective + escapes, escapes);
    }

    private long count(InspectionFilter filter, Verdict verdict) {
        return counts(filter).stream()
                .filter(count -> count.verdict() == verdict)
                .mapToLong(VerdictCount::inspections)
                .sum();
    }

    /** @return the bytes of an image or map; nothing when it is not there, as after its deletion */
    public Optional<byte[]> content(Sha256 digest) {
        try {
            return files.read(digest);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Whether a row names a file, asked of one connection as long as the action runs. */
    void naming(Consumer<Predicate<Sha256>> action) {
        read(connection -> {
            action.accept(file -> names(connection, file));
            return true;
        });
    }

    private boolean names(Connection connection, Sha256 file) {
        try {
            return InspectionRows.names(connection, file);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** The greatest name that was given so far. */
    Optional<EntryId> newest() {
        return read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT MAX(newest) FROM (SELECT MAX(id) AS newest FROM"
                            + " inspection UNION ALL SELECT MAX(id) FROM feedback UNION ALL SELECT MAX(id) FROM event"
                            + " UNION ALL SELECT MAX(id) FROM disagreement)")) {
                return Optional.ofNullable(row.getString(1)).map(EntryId::new);
            }
        });
    }

    @FunctionalInterface
    interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    <T> T read(Reading<T> reading) {
        try (Connection connection = database.getConnection()) {
            return reading.from(connection);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private JournalException unreadable(Exception cause) {
        return new JournalException(
                "The journal in " + path + " cannot be read: " + cause.getMessage() + ". Check the disk", cause);
    }
}
