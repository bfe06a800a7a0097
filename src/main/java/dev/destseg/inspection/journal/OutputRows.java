package dev.destseg.inspection.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The table of outputs. */
final class OutputRows {
    private OutputRows() {}

    static SortedMap<String, OutputProgress> all(Connection connection) throws SQLException {
        SortedMap<String, OutputProgress> all = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT name, told, told_at, dropped, dropped_at, refused, refused_at FROM output");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                all.put(
                        row.getString(1),
                        new OutputProgress(
                                row.getLong(2),
                                time(row, 3),
                                row.getLong(4),
                                time(row, 5),
                                row.getLong(6),
                                time(row, 7)));
            }
        }
        return all;
    }

    private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        long time = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(time));
    }

    static void insert(Connection connection, String name, long told) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO output (name, told) VALUES (?, ?)")) {
            statement.setString(1, name);
            statement.setLong(2, told);
            statement.executeUpdate();
        }
    }

    static void delete(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM output WHERE name = ?")) {
            statement.setString(1, name);
            statement.executeUpdate();
        }
    }

    static void told(Connection connection, String name, long position, Instant when) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE output SET told = ?, told_at = ? WHERE name = ?")) {
            statement.setLong(1, position);
            statement.setLong(2, when.toEpochMilli());
            statement.setString(3, name);
            statement.executeUpdate();
        }
    }

    static void refused(Connection connection, String name, long position, Instant when) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE output SET told = ?, refused = refused + 1, refused_at = ? WHERE name = ?")) {
            statement.setLong(1, position);
            statement.setLong(2, when.toEpochMilli());
            statement.setString(3, name);
            statement.executeUpdate();
        }
    }

    static void dropped(Connection connection, String name, long position, long count, Instant when)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE output SET told = ?, dropped = dropped + ?, dropped_at = ? WHERE name = ?")) {
            statement.setLong(1, position);
            statement.setLong(2, count);
            statement.setLong(3, when.toEpochMilli());
            statement.setString(4, name);
            statement.executeUpdate();
        }
    }
}
