package dev.destseg.inspection.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells a journal of this version from all others by what Flyway wrote into it, without Flyway, which would take a twentieth
 * of each start to find nothing to do.
 */
final class Migrations {
    static final String LOCATION = "classpath:db/journal";

    /** Versions of the files in {@code db/journal}, and their checksums as Flyway makes them. */
    static final Map<String, Integer> CHECKSUMS = Map.ofEntries(
            Map.entry("1", -106761284),
            Map.entry("20", 1205008941),
            Map.entry("40", -1733160744),
            Map.entry("41", 131165729),
            Map.entry("60", -270267776),
            Map.entry("61", -893822150),
            Map.entry("80", -672684503),
            Map.entry("81", -847653211),
            Map.entry("83", -1511025126),
            Map.entry("90", 1962412636),
            Map.entry("95", 180840307));

    private Migrations() {}

    /** Whether exactly the migrations of this version were done, each with success; false for a new journal. */
    static boolean areDone(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return isMigrated(statement) && done(statement).equals(CHECKSUMS);
        }
    }

    private static boolean isMigrated(Statement statement) throws SQLException {
        try (ResultSet table =
                statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'flyway_schema_history'")) {
            return table.next();
        }
    }

    private static Map<String, Integer> done(Statement statement) throws SQLException {
        Map<String, Integer> done = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT version, checksum, success FROM flyway_schema_history")) {
            while (rows.next()) {
                done.put(rows.getBoolean("success") ? rows.getString("version") : "failed", rows.getInt("checksum"));
            }
        }
        return done;
    }
}
