package dev.destseg.inspection.journal;

import dev.destseg.inspection.Verdict;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The table of disagreements; it names the product of the inspection too, to be found by it. */
final class DisagreementRows {
    private DisagreementRows() {}

    /** @throws InputException when the inspection has been deleted */
    static void insert(Connection connection, EntryId id, Disagreement disagreement) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO disagreement (id, inspection, product,"
                        + " candidate, verdict, reason, score, threshold, regions) SELECT ?, id, product, ?, ?, ?, ?, ?, ? FROM"
                        + " inspection WHERE id = ?")) {
            statement.setString(1, id.text());
            statement.setString(2, disagreement.candidate().hex());
            statement.setString(3, disagreement.verdict().name());
            statement.setString(4, disagreement.reason().orElse(null));
            OptionalDouble score = disagreement.score();
            statement.setObject(5, score.isPresent() ? (Object) score.getAsDouble() : null);
            statement.setDouble(6, disagreement.threshold());
            statement.setString(7, EntryJson.regions(disagreement.regions()).toString());
            statement.setString(8, disagreement.inspection().text());
            if (statement.executeUpdate() == 0) {
                throw new InputException("There is no inspection " + disagreement.inspection()
                        + " in the journal; it may have been deleted");
            }
        }
    }

    /** @param most disagreements to give, the newest first */
    static List<Numbered<Disagreement>> list(Connection connection, Conditions conditions, int most)
            throws SQLException {
        List<Numbered<Disagreement>> disagreements = new ArrayList<>();
        try (PreparedStatement statement = conditions.prepare(
                        connection,
                        "SELECT id, inspection, candidate, verdict, reason, score, threshold, regions FROM disagreement",
                        " ORDER BY id DESC LIMIT " + most);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                disagreements.add(new Numbered<>(new EntryId(row.getString(1)), disagreement(row)));
            }
        }
        return disagreements;
    }

    private static Disagreement disagreement(ResultSet row) throws SQLException {
        double score = row.getDouble(6);
        OptionalDouble present = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(score);
        return new Disagreement(
                new EntryId(row.getString(2)),
                new Sha256(row.getString(3)),
                Verdict.valueOf(row.getString(4)),
                Optional.ofNullable(row.getString(5)),
                present,
                row.getDouble(7),
                EntryJson.regions(row.getString(8)));
    }
}
