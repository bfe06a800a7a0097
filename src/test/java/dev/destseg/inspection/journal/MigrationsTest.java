package dev.destseg.inspection.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class MigrationsTest {
    @TempDir
    private Path folder;

    private static final String ADVICE = "Put what db/journal has into Migrations.CHECKSUMS";

    @Test
    void theChecksumsAreThoseOfTheFiles() throws Exception {
        assertEquals(Migrations.CHECKSUMS.keySet(), files(), ADVICE);
        Flyway migration = MigrationFiles.of(SmallJournal.database(folder));
        assertEquals(
                Migrations.CHECKSUMS,
                Arrays.stream(migration.info().all())
                        .collect(Collectors.toMap(MigrationInfo::getScript, MigrationInfo::getChecksum)),
                ADVICE);
    }

    @Test
    void aNativeExecutableHasTheFiles() throws Exception {
        JsonNode declared = new ObjectMapper()
                .readTree(MigrationsTest.class.getResourceAsStream(
                        "/META-INF/native-image/dev.destseg/journal/resource-config.json"));
        Pattern pattern =
                Pattern.compile(declared.at("/resources/includes/0/pattern").asText());
        for (String file : files()) {
            assertTrue(pattern.matcher("db/journal/" + file).matches(), file);
        }
    }

    private static Set<String> files() throws Exception {
        URL folder = Objects.requireNonNull(MigrationsTest.class.getResource("/db/journal"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void aJournalOfThisVersionIsOpenedWithoutFlyway() throws SQLException {
        SQLiteDataSource database = SmallJournal.database(folder);
        assertFalse(areDone(database));
        SmallJournal.open(folder).close();
        assertTrue(areDone(database));
        Journal.open(folder, database, () -> fail("Flyway was asked for"), Clock.systemUTC())
                .close();
    }

    @Test
    void aJournalOfThisVersionIsKnownWhateverItsFilesWereReadFrom() throws SQLException {
        SmallJournal.open(folder).close();
        SQLiteDataSource database = SmallJournal.database(folder);
        change(database, "UPDATE flyway_schema_history SET script = 'db/journal/' || script WHERE version = '80'");
        assertTrue(areDone(database));
    }

    @Test
    void aJournalOfAnotherVersionOrHalfMigratedIsNotTakenForOneOfThis() throws SQLException {
        SmallJournal.open(folder).close();
        SQLiteDataSource database = SmallJournal.database(folder);
        change(
                database,
                "UPDATE flyway_schema_history SET version = '9999', script = 'V9999__later.sql' WHERE version = '80'");
        assertFalse(areDone(database));
        change(
                database,
                "UPDATE flyway_schema_history SET version = '80', script = 'V80__verdicts_for_outputs.sql' WHERE version = '9999'");
        assertTrue(areDone(database));
        change(database, "UPDATE flyway_schema_history SET success = 0 WHERE version = '80'");
        assertFalse(areDone(database));
        change(database, "DELETE FROM flyway_schema_history WHERE version = '80'");
        assertFalse(areDone(database));
    }

    private static boolean areDone(SQLiteDataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Migrations.areDone(connection);
        }
    }

    private static void change(SQLiteDataSource database, String command) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            assertEquals(1, statement.executeUpdate(command));
        }
    }
}
