package dev.destseg.inspection.journal;

import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.journal.Summary.Period;
import dev.destseg.inspection.journal.Summary.ScoreCount;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sums over inspections. An index has all that they need unless recipe or opinion are asked for. */
final class SummaryRows {
    @FunctionalInterface
    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private SummaryRows() {}

    static List<VerdictCount> counts(Connection connection, InspectionFilter filter) throws SQLException {
        return rows(
                connection,
                filter,
                "SELECT product, verdict, COUNT(*) FROM inspection",
                // Without the signs the index by product would be walked for its order, and every row be looked up.
                " GROUP BY +product, +verdict ORDER BY 1, 2",
                row -> new VerdictCount(row.getString(1), verdict(row), row.getLong(3)));
    }

    static List<Period> timeline(Connection connection, InspectionFilter filter, Duration period) throws SQLException {
        long length = period.toMillis();
        return rows(
                connection,
                filter,
                "SELECT time / " + length + ", verdict, COUNT(*) FROM inspection",
                " GROUP BY 1, 2 ORDER BY 1, 2",
                row -> new Period(Instant.ofEpochMilli(row.getLong(1) * length), verdict(row), row.getLong(3)));
    }

    static List<ScoreCount> scores(Connection connection, InspectionFilter filter) throws SQLException {
        return rows(
                connection,
                filter,
                "SELECT CAST(score / " + ScoreCount.WIDTH + " AS INTEGER), verdict, COUNT(*), COUNT(score)"
                        + " FROM inspection",
                " GROUP BY 1, 2 HAVING COUNT(score) > 0 ORDER BY 1, 2",
                row -> new ScoreCount(row.getLong(1) * ScoreCount.WIDTH, verdict(row), row.getLong(3)));
    }

    private static Verdict verdict(ResultSet row) throws SQLException {
        return Verdict.valueOf(row.getString(2));
    }

    private static <T> List<T> rows(
            Connection connection, InspectionFilter filter, String head, String tail, Row<T> reading)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        try (PreparedStatement statement = Conditions.of(filter).prepare(connection, head, tail);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                rows.add(reading.of(row));
            }
        }
        return rows;
    }
}
