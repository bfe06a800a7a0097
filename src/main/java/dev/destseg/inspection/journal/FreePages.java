package dev.destseg.inspection.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Gives pages of the database that hold nothing any more back to the disk.
 *
 * @param journal stays the caller's
 */
record FreePages(Journal journal) {
    /** A mebibyte, which takes no longer than a group of appends. */
    private static final int PAGES_AT_ONCE = 256;

    /** A new database takes it with its first write; one that has tables already keeps what it has. */
    static void enable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA auto_vacuum = INCREMENTAL");
            statement.executeUpdate("PRAGMA user_version = 1");
        }
    }

    /** @throws JournalException when the journal cannot be written */
    void release() {
        long free = free();
        long before;
        do {
            journal.write(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate("PRAGMA incremental_vacuum(" + PAGES_AT_ONCE + ")");
                }
            });
            before = free;
            free = free();
        } while (free > 0 && free < before);
    }

    private long free() {
        return journal.queries().read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("PRAGMA freelist_count")) {
                return row.getLong(1);
            }
        });
    }
}
