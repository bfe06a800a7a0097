package dev.destseg.inspection.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.image.Box;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a journal does not take, and what it says then. */
class JournalRefusalTest {
    private static final EntryId UNKNOWN = new EntryId("0192f0c1-2b3c-7000-8000-0123456789ab");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "../../../etc/passwd",
                "0192f0c1-2b3c-7000-8000-0123456789ab/../x",
                "0192F0C1-2B3C-7000-8000-0123456789AB",
                "0192f0c1-2b3c-4000-8000-0123456789ab",
                "0192f0c1-2b3c-7000-8000-0123456789ab\n",
                "' OR 1=1 --"
            })
    void refusesIdentifiersAndCursorsThatItDidNotGive(String text) {
        String message = refuses("names no entry of the journal", () -> new EntryId(text));
        assertEquals(-1, message.indexOf('\n'));
    }

    @Test
    void showsLittleOfAHugeIdentifier() {
        String message = refuses("names no entry", () -> new EntryId("x".repeat(1_000_000)));
        assertTrue(message.length() < 300, message);
    }

    @Test
    void refusesTextsThatAreNoShortTexts() {
        refuses("The product is empty", () -> origin(" ", "1"));
        refuses("The part number has 257 characters", () -> origin("flange", "x".repeat(257)));
        refuses("The part number has control characters", () -> origin("flange", "1\r\n2"));
        refuses("The text to look for is empty", () -> InspectionFilter.ALL.withText(""));
    }

    private static Origin origin(String product, String partNumber) {
        return new Origin(SmallJournal.NOON, product, Optional.empty(), Optional.of(partNumber));
    }

    @Test
    void refusesFeedbackAndChangesThatMakeNoSense() {
        List<Box> box = List.of(new Box(0, 0, 1, 1));
        refuses("no defective regions", () -> feedback(Opinion.GOOD, box));
        refuses("at most 100", () -> feedback(Opinion.DEFECTIVE, Collections.nCopies(101, box.get(0))));
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        refuses("lower-case words", () -> new Event(SmallJournal.NOON, "No Kind", "ana", details));
        refuses("is empty", () -> new Event(SmallJournal.NOON, Event.TRAINING, "", details));
        details.put("log", "x".repeat(70_000));
        refuses("at most 65536 characters", () -> new Event(SmallJournal.NOON, Event.TRAINING, "ana", details));
    }

    private static Feedback feedback(Opinion opinion, List<Box> regions) {
        return new Feedback(UNKNOWN, SmallJournal.NOON, "ana", opinion, regions);
    }

    @Test
    void refusesFeedbackOnWhatIsNotThereAndGoesOn() {
        try (Journal journal = SmallJournal.open(folder)) {
            refuses("There is no inspection " + UNKNOWN, () -> journal.append(feedback(Opinion.GOOD, List.of())));
            assertEquals(List.of(), journal.queries().feedback(UNKNOWN));
            journal.append(SmallJournal.ok(SmallJournal.NOON), Optional.empty(), Optional.empty());
        }
    }

    @Test
    void refusesPagesOfOtherSizes() {
        try (Journal journal = SmallJournal.open(folder)) {
            JournalQueries queries = journal.queries();
            refuses("1 to 500", () -> queries.list(InspectionFilter.ALL, Optional.empty(), 0));
            refuses("1 to 500", () -> queries.list(InspectionFilter.ALL, Optional.empty(), 501));
            refuses("1 to 500", () -> queries.events(Optional.empty(), Optional.empty(), 501));
        }
    }

    @Test
    void refusesAPlaceThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        refuses("Give a directory that this user may write to", () -> SmallJournal.open(file.resolve("journal")));
        Files.createDirectory(folder.resolve("journal"));
        Files.writeString(folder.resolve("journal/files"), "x");
        refuses("Give a directory that this user may write to", () -> SmallJournal.open(folder.resolve("journal")));
    }

    @Test
    void refusesAFileThatIsNoDatabaseAndLeavesItAlone() throws IOException {
        String photograph = "photograph".repeat(500);
        Files.writeString(folder.resolve(Journal.DATABASE), photograph);
        refuses("cannot be opened", () -> SmallJournal.open(folder));
        assertEquals(photograph, Files.readString(folder.resolve(Journal.DATABASE)));
    }

    @Test
    void refusesAJournalOfANewerVersion() throws SQLException {
        SmallJournal.open(folder).close();
        try (Connection connection = SmallJournal.database(folder).getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
                            + " installed_by, execution_time, success) VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', '', 1,"
                            + " 1)");
        }
        refuses("it is of the newer version 99", () -> SmallJournal.open(folder));
    }

    @Test
    void refusesAJournalWhoseTablesWereMadeByAnotherMigration() throws SQLException {
        SmallJournal.open(folder).close();
        try (Connection connection = SmallJournal.database(folder).getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE flyway_schema_history SET checksum = 1");
        }
        refuses("the version of this software that wrote it", () -> SmallJournal.open(folder));
    }

    @Test
    void refusesASecondUserUntilTheFirstIsGone() {
        try (Journal journal = SmallJournal.open(folder)) {
            refuses("in use by another process", () -> SmallJournal.open(folder));
            journal.requireWritable();
        }
        SmallJournal.open(folder).close();
    }

    @Test
    void saysWhenItCanNoLongerWrite() throws IOException {
        Journal journal = SmallJournal.open(folder);
        InspectionEntry entry =
                journal.append(SmallJournal.ok(SmallJournal.NOON), SmallJournal.bytes("image"), Optional.empty());
        Path shard = journal.files().path(entry.image().orElseThrow()).getParent();
        Files.delete(journal.files().path(entry.image().orElseThrow()));
        Files.delete(shard);

        JournalException failure = assertThrows(
                JournalException.class,
                () -> journal.append(
                        SmallJournal.ok(SmallJournal.NOON), SmallJournal.bytes("image"), Optional.empty()));

        assertTrue(failure.getMessage().contains(folder.toString()), failure.getMessage());
        assertEquals(
                List.of(entry),
                journal.queries()
                        .list(InspectionFilter.ALL, Optional.empty(), 10)
                        .entries());
        journal.close();
        assertThrows(IllegalStateException.class, journal::requireWritable);
    }

    private static String refuses(String reason, Executable action) {
        InputException refusal = assertThrows(InputException.class, action);
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        return refusal.getMessage();
    }
}
