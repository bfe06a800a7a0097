package dev.destseg.inspection.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes commits flush the disk, whatever the data source was configured with. */
final class DurableConnection {
    private DurableConnection() {}

    /** @return the same connection */
    static Connection of(Connection connection) throws SQLException {
        require(connection, "journal_mode", "WAL", "wal");
        require(connection, "synchronous", "FULL", "2");
        require(connection, "foreign_keys", "ON", "1");
        return connection;
    }

    private static void require(Connection connection, String setting, String value, String reported)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA " + setting + " = " + value);
            try (ResultSet row = statement.executeQuery("PRAGMA " + setting)) {
                if (!row.next() || !reported.equals(row.getString(1))) {
                    throw new SQLException("SQLite does not take " + setting + " = " + value + " here");
                }
            }
        }
    }
}
