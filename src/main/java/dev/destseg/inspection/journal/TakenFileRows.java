package dev.destseg.inspection.journal;

import dev.destseg.inspection.FileStamp;
import dev.destseg.recipe.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The table of files that were taken from watched folders. */
final class TakenFileRows {
    private static final String SELECT = "SELECT path, size, modified, digest, inspection FROM taken_file";

    private TakenFileRows() {}

    /** @throws SQLException also when it was taken before */
    static void insert(Connection connection, TakenFile file, Instant time) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO taken_file (path, size, modified, digest, inspection, time)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, file.stamp().path());
            statement.setLong(2, file.stamp().size());
            statement.setString(3, file.stamp().modified().toString());
            statement.setString(4, file.digest().hex());
            statement.setString(5, file.inspection().text());
            statement.setLong(6, time.toEpochMilli());
            statement.executeUpdate();
        }
    }

    static void delete(Connection connection, TakenFile file) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM taken_file WHERE path = ? AND size = ? AND modified = ? AND digest = ?")) {
            statement.setString(1, file.stamp().path());
            statement.setLong(2, file.stamp().size());
            statement.setString(3, file.stamp().modified().toString());
            statement.setString(4, file.digest().hex());
            statement.executeUpdate();
        }
    }

    /** @param tail what follows the conditions */
    static List<TakenFile> list(Connection connection, Conditions conditions, String tail) throws SQLException {
        try (PreparedStatement statement = conditions.prepare(connection, SELECT, tail);
                ResultSet row = statement.executeQuery()) {
            List<TakenFile> files = new ArrayList<>();
            while (row.next()) {
                files.add(new TakenFile(
                        new FileStamp(row.getString(1), row.getLong(2), Instant.parse(row.getString(3))),
                        new Sha256(row.getString(4)),
                        new EntryId(row.getString(5))));
            }
            return files;
        }
    }
}
