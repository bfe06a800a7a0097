package dev.destseg.inspection.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The table of verdicts that receivers refused. */
final class RefusedVerdictRows {
    /** Of each output; what is older is forgotten here, and stays in the journal. */
    private static final int MOST = 10_000;

    private RefusedVerdictRows() {}

    static void insert(Connection connection, String output, OutboxEntry verdict, String reason, Instant when)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO refused_verdict (output, position,"
                + " time, inspection, reason, message) VALUES (?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, output);
            statement.setLong(2, verdict.position());
            statement.setLong(3, when.toEpochMilli());
            statement.setString(4, verdict.inspection().text());
            statement.setString(5, reason);
            statement.setString(6, verdict.message());
            statement.executeUpdate();
        }
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM refused_verdict WHERE output = ? AND position <= (SELECT"
                        + " position FROM refused_verdict WHERE output = ? ORDER BY position DESC LIMIT 1 OFFSET "
                        + MOST + ")")) {
            statement.setString(1, output);
            statement.setString(2, output);
            statement.executeUpdate();
        }
    }

    /** The last ones, the newest first. */
    static List<RefusedVerdict> last(Connection connection, String output, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT inspection, time, reason, message FROM"
                + " refused_verdict WHERE output = ? ORDER BY position DESC LIMIT " + most)) {
            statement.setString(1, output);
            try (ResultSet row = statement.executeQuery()) {
                List<RefusedVerdict> refused = new ArrayList<>();
                while (row.next()) {
                    refused.add(new RefusedVerdict(
                            new EntryId(row.getString(1)),
                            Instant.ofEpochMilli(row.getLong(2)),
                            row.getString(3),
                            row.getString(4)));
                }
                return refused;
            }
        }
    }

    static void delete(Connection connection, String output) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM refused_verdict WHERE output = ?")) {
            statement.setString(1, output);
            statement.executeUpdate();
        }
    }
}
