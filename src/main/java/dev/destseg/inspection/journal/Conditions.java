package dev.destseg.inspection.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The conditions of a query with their values, which are always bound and never part of the SQL. */
final class Conditions {
    private final List<String> terms = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    static Conditions of(InspectionFilter filter) {
        Conditions conditions = new Conditions();
        conditions.add("time", filter.time());
        conditions.add("captured", filter.captured());
        if (!filter.verdicts().isEmpty()) {
            String marks =
                    String.join(", ", Collections.nCopies(filter.verdicts().size(), "?"));
            Object[] names = filter.verdicts().stream().map(Enum::name).toArray();
            conditions.add("verdict IN (" + marks + ")", names);
        }
        filter.recipe().ifPresent(digest -> conditions.add("recipe_digest = ?", digest.hex()));
        filter.product().ifPresent(product -> conditions.add("product = ?", product));
        filter.station().ifPresent(station -> conditions.add("station = ?", station));
        filter.lowestScore().ifPresent(score -> conditions.add("score >= ?", score));
        filter.highestScore().ifPresent(score -> conditions.add("score <= ?", score));
        filter.text()
                .map(Conditions::containing)
                .ifPresent(pattern -> conditions.add(
                        "(part_number LIKE ? ESCAPE '\\' OR station LIKE ? ESCAPE '\\')", pattern, pattern));
        filter.opinion().ifPresent(opinion -> conditions.add("opinion = ?", opinion.name()));
        return conditions;
    }

    private void add(String column, Span span) {
        span.from().ifPresent(time -> add(column + " >= ?", time.toEpochMilli()));
        span.before().ifPresent(time -> add(column + " < ?", time.toEpochMilli()));
    }

    private static String containing(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    Conditions add(String term, Object... bound) {
        terms.add(term);
        values.addAll(List.of(bound));
        return this;
    }

    /** Those that come after the cursor in a list with the newest first. */
    Conditions olderThan(Optional<EntryId> cursor) {
        cursor.ifPresent(id -> add("id < ?", id.text()));
        return this;
    }

    /** @param tail what follows the conditions */
    PreparedStatement prepare(Connection connection, String head, String tail) throws SQLException {
        String where = terms.isEmpty() ? "" : " WHERE " + String.join(" AND ", terms);
        PreparedStatement statement = connection.prepareStatement(head + where + tail);
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
        return statement;
    }
}
