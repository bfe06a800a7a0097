package dev.destseg.inspection.journal;

import dev.destseg.inspection.TriggerStamp;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The table of triggers that were answered. */
final class TakenTriggerRows {
    private TakenTriggerRows() {}

    /** @throws SQLException also when it was answered before */
    static void insert(Connection connection, TriggerStamp trigger, EntryId inspection, Instant time)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO taken_trigger (station, run, sequence, inspection, time) VALUES (?, ?, ?, ?, ?)")) {
            statement.setString(1, trigger.station());
            statement.setLong(2, trigger.run());
            statement.setLong(3, trigger.sequence());
            statement.setString(4, inspection.text());
            statement.setLong(5, time.toEpochMilli());
            statement.executeUpdate();
        }
        forget(connection, trigger);
    }

    private static void forget(Connection connection, TriggerStamp newest) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM taken_trigger WHERE station = ? AND (run < ? OR run = ? AND sequence <= ?)")) {
            statement.setString(1, newest.station());
            statement.setLong(2, newest.run() - 1); // Answers of the run before may still be under way.
            statement.setLong(3, newest.run());
            statement.setLong(4, newest.sequence() - TakenTriggers.REMEMBERED);
            statement.executeUpdate();
        }
    }

    /** Those of the last run, the first at the beginning. */
    static List<TriggerStamp> lastRun(Connection connection, String station) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT run, sequence FROM taken_trigger WHERE"
                + " station = ? AND run = (SELECT MAX(run) FROM taken_trigger WHERE station = ?) ORDER BY sequence")) {
            statement.setString(1, station);
            statement.setString(2, station);
            try (ResultSet row = statement.executeQuery()) {
                List<TriggerStamp> stamps = new ArrayList<>();
                while (row.next()) {
                    stamps.add(new TriggerStamp(station, row.getLong(1), row.getLong(2)));
                }
                return stamps;
            }
        }
    }
}
