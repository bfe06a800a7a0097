package dev.destseg.inspection.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The table of changes. */
final class EventRows {
    private EventRows() {}

    static void insert(Connection connection, EntryId id, Event event) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO event (id, time, kind, who, details) VALUES (?, ?, ?, ?, ?)")) {
            statement.setString(1, id.text());
            statement.setLong(2, event.time().toEpochMilli());
            statement.setString(3, event.kind());
            statement.setString(4, event.who());
            statement.setString(5, event.details().toString());
            statement.executeUpdate();
        }
    }

    /** @param most changes to give, the newest first */
    static List<Numbered<Event>> list(Connection connection, Conditions conditions, int most) throws SQLException {
        try (PreparedStatement statement = conditions.prepare(
                        connection,
                        "SELECT id, time, kind, who, details FROM event",
                        " ORDER BY id DESC LIMIT " + most);
                ResultSet row = statement.executeQuery()) {
            List<Numbered<Event>> events = new ArrayList<>();
            while (row.next()) {
                events.add(new Numbered<>(
                        new EntryId(row.getString(1)),
                        new Event(Instant.ofEpochMilli(row.getLong(2)), row.getString(3), row.getString(4), (ObjectNode)
                                EntryJson.tree(row.getString(5)))));
            }
            return events;
        }
    }
}
