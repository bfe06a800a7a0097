package dev.destseg.inspection.journal;

import dev.destseg.tensor.InputException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The table of feedback; the last opinion stands with the inspection too. */
final class FeedbackRows {
    private FeedbackRows() {}

    /** @throws InputException when there is no such inspection */
    static void insert(Connection connection, EntryId id, Feedback feedback) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE inspection SET opinion = ? WHERE id = ?")) {
            statement.setString(1, feedback.opinion().name());
            statement.setString(2, feedback.inspection().text());
            if (statement.executeUpdate() == 0) {
                throw new InputException("There is no inspection " + feedback.inspection()
                        + " in the journal; it may have been deleted. Give feedback on one that is listed");
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO feedback (id, inspection, time, who, opinion, regions) VALUES (?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, id.text());
            statement.setString(2, feedback.inspection().text());
            statement.setLong(3, feedback.time().toEpochMilli());
            statement.setString(4, feedback.who());
            statement.setString(5, feedback.opinion().name());
            statement.setString(6, EntryJson.boxes(feedback.regions()).toString());
            statement.executeUpdate();
        }
    }

    /** All feedback on an inspection, the newest first. */
    static List<Numbered<Feedback>> on(Connection connection, EntryId inspection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT id, time, who, opinion, regions FROM feedback WHERE inspection = ? ORDER BY id DESC")) {
            statement.setString(1, inspection.text());
            List<Numbered<Feedback>> feedback = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    feedback.add(new Numbered<>(
                            new EntryId(row.getString(1)),
                            new Feedback(
                                    inspection,
                                    Instant.ofEpochMilli(row.getLong(2)),
                                    row.getString(3),
                                    Opinion.valueOf(row.getString(4)),
                                    EntryJson.boxes(row.getString(5)))));
                }
            }
            return feedback;
        }
    }
}
