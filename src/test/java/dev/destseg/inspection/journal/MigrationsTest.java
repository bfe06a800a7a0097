package dev.destseg.inspection.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class MigrationsTest {
    @TempDir
    private Path folder;

    @Test
    void theChecksumsAreThoseOfTheFiles() {
        Flyway migration = SmallJournal.migration(SmallJournal.database(folder));
        assertEquals(
                Migrations.CHECKSUMS,
                Arrays.stream(migration.info().all())
                        .collect(Collectors.toMap(
                                each -> String.valueOf(each.getVersion()), MigrationInfo::getChecksum)),
                "Put what db/journal has into Migrations.CHECKSUMS");
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
    void aJournalOfAnotherVersionOrHalfMigratedIsNotTakenForOneOfThis() throws SQLException {
        SmallJournal.open(folder).close();
        SQLiteDataSource database = SmallJournal.database(folder);
        change(database, "UPDATE flyway_schema_history SET version = '9999' WHERE version = '80'");
        assertFalse(areDone(database));
        change(database, "UPDATE flyway_schema_history SET version = '80' WHERE version = '9999'");
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
