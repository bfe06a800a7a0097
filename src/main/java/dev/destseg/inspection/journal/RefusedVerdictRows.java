package dev.destseg.inspection.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table of verdicts that receivers refused. */
final class RefusedVerdictRows {
    /** Of each output; what is older is forgotten here, and stays in the journal. */
    private static final int MOST = 10_000;

    private RefusedVerdictRows() {}

    static void insert(Connection connection, String output, OutboxEntry verdict, String reason, Instant when)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT OR REPLACE INTO refused_verdict (output, position,"
                        + " time, station, sequence, inspection, reason, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, output);
            statement.setLong(2, verdict.position());
            statement.setLong(3, when.toEpochMilli());
            statement.setString(4, verdict.station().orElse(null));
            statement.setLong(5, verdict.sequence());
            statement.setString(6, verdict.inspection().text());
            statement.setString(7, reason);
            statement.setString(8, verdict.message());
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
        return list(connection, output, "DESC", most);
    }

    /** The first ones, the oldest first. */
    static List<RefusedVerdict> first(Connection connection, String output, int most) throws SQLException {
        return list(connection, output, "ASC", most);
    }

    private static List<RefusedVerdict> list(Connection connection, String output, String order, int most)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT position, time, station, sequence, inspection, reason, message FROM"
                        + " refused_verdict WHERE output = ? ORDER BY position " + order + " LIMIT " + most)) {
            statement.setString(1, output);
            try (ResultSet row = statement.executeQuery()) {
                List<RefusedVerdict> refused = new ArrayList<>();
                while (row.next()) {
                    refused.add(refused(row));
                }
                return refused;
            }
        }
    }

    private static RefusedVerdict refused(ResultSet row) throws SQLException {
        Instant when = Instant.ofEpochMilli(row.getLong(2));
        OutboxEntry verdict = new OutboxEntry(
                row.getLong(1),
                when,
                Optional.ofNullable(row.getString(3)),
                row.getLong(4),
                new EntryId(row.getString(5)),
                row.getString(7));
        return new RefusedVerdict(verdict, when, row.getString(6));
    }

    static long count(Connection connection, String output) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT COUNT(*) FROM refused_verdict WHERE output = ?")) {
            statement.setString(1, output);
            try (ResultSet row = statement.executeQuery()) {
                return row.getLong(1);
            }
        }
    }

    static int discard(Connection connection, String output, EntryId inspection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM refused_verdict WHERE output = ? AND inspection = ?")) {
            statement.setString(1, output);
            statement.setString(2, inspection.text());
            return statement.executeUpdate();
        }
    }

    static int discardThrough(Connection connection, String output, EntryId last) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM refused_verdict WHERE output = ? AND position <= (SELECT"
                        + " position FROM refused_verdict WHERE output = ? AND inspection = ?)")) {
            statement.setString(1, output);
            statement.setString(2, output);
            statement.setString(3, last.text());
            return statement.executeUpdate();
        }
    }

    static void delete(Connection connection, String output, long position) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM refused_verdict WHERE output = ? AND position = ?")) {
            statement.setString(1, output);
            statement.setLong(2, position);
            statement.executeUpdate();
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
