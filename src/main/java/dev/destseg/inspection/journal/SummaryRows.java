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
    private static final int COUNTS = 1;
    private static final int TIMELINE = 2;
    private static final int SCORES = 3;

    private SummaryRows() {}

    static List<VerdictCount> counts(Connection connection, InspectionFilter filter) throws SQLException {
        List<VerdictCount> counts = new ArrayList<>();
        try (PreparedStatement statement = Conditions.of(filter)
                        .prepare(
                                connection,
                                "SELECT product, verdict, COUNT(*) FROM inspection",
                                // Without the signs the index by product would be walked for its order, and every row
                                // be
                                // looked up.
                                " GROUP BY +product, +verdict ORDER BY 1, 2");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                counts.add(new VerdictCount(row.getString(1), Verdict.valueOf(row.getString(2)), row.getLong(3)));
            }
        }
        return counts;
    }

    /**
     * All sums of one search for what they are about: to look for a text in all inspections takes longer than to sum what was
     * found, and lists that are asked for meanwhile wait for the processor.
     */
    static Summary summary(Connection connection, InspectionFilter filter, Duration period) throws SQLException {
        long length = period.toMillis();
        List<VerdictCount> counts = new ArrayList<>();
        List<Period> timeline = new ArrayList<>();
        List<ScoreCount> scores = new ArrayList<>();
        try (PreparedStatement statement = Conditions.of(filter).prepare(connection, found(length), summed());
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Verdict verdict = Verdict.valueOf(row.getString(3));
                long inspections = row.getLong(4);
                switch (row.getInt(1)) {
                    case COUNTS -> counts.add(new VerdictCount(row.getString(2), verdict, inspections));
                    case TIMELINE ->
                        timeline.add(new Period(Instant.ofEpochMilli(row.getLong(2) * length), verdict, inspections));
                    default -> scores.add(new ScoreCount(row.getLong(2) * ScoreCount.WIDTH, verdict, inspections));
                }
            }
        }
        return new Summary(counts, timeline, scores);
    }

    private static String found(long length) {
        return "WITH found AS MATERIALIZED (SELECT product, verdict, time / " + length + " AS period, CAST(score / "
                + ScoreCount.WIDTH + " AS INTEGER) AS bin FROM inspection";
    }

    private static String summed() {
        return ")" + sums(COUNTS, "product", "") + " UNION ALL" + sums(TIMELINE, "period", "") + " UNION ALL"
                + sums(SCORES, "bin", " WHERE bin IS NOT NULL") + " ORDER BY 1, 2, 3";
    }

    private static String sums(int kind, String of, String where) {
        return " SELECT " + kind + ", " + of + ", verdict, COUNT(*) FROM found" + where + " GROUP BY " + of
                + ", verdict";
    }
}
