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
    /** The files in {@code db/journal}, and their checksums as Flyway makes them. */
    static final Map<String, Integer> CHECKSUMS = Map.ofEntries(
            Map.entry("V1__inspections_feedback_events.sql", -106761284),
            Map.entry("V20__disagreements_of_candidates.sql", 1205008941),
            Map.entry("V40__taken_files.sql", -1733160744),
            Map.entry("V41__inspections_by_opinion.sql", 131165729),
            Map.entry("V60__summary_of_inspections.sql", -270267776),
            Map.entry("V61__text_of_inspections.sql", -893822150),
            Map.entry("V80__verdicts_for_outputs.sql", -672684503),
            Map.entry("V81__taken_triggers.sql", -847653211),
            Map.entry("V83__refused_verdicts.sql", -1511025126),
            Map.entry("V90__captured_and_stations.sql", 1962412636),
            Map.entry("V95__zones_of_inspections.sql", 180840307));

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
        try (ResultSet rows = statement.executeQuery("SELECT script, checksum, success FROM flyway_schema_history")) {
            while (rows.next()) {
                done.put(
                        rows.getBoolean("success") ? name(rows.getString("script")) : "failed",
                        rows.getInt("checksum"));
            }
        }
        return done;
    }

    /** Whoever did a migration may have named the file with the folder that it had it from. */
    private static String name(String script) {
        return script.substring(script.lastIndexOf('/') + 1);
    }
}
