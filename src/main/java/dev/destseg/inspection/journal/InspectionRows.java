package dev.destseg.inspection.journal;

import dev.destseg.inspection.Verdict;
import dev.destseg.recipe.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The table of inspections. */
final class InspectionRows {
    private static final String COLUMNS = "id, time, product, station, part_number, verdict, reason, score, threshold,"
            + " recipe_name, recipe_version, recipe_digest, regions, timings, image, map, opinion, captured, zones";
    private static final String INSERT =
            "INSERT INTO inspection (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM inspection";

    private InspectionRows() {}

    static void insert(Connection connection, InspectionEntry entry) throws SQLException {
        JudgedPart part = entry.part();
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, entry.id().text());
            statement.setLong(2, part.origin().time().toEpochMilli());
            statement.setString(3, part.origin().product());
            statement.setString(4, part.origin().station().orElse(null));
            statement.setString(5, part.origin().partNumber().orElse(null));
            statement.setString(6, part.verdict().name());
            statement.setString(7, part.reason().orElse(null));
            statement.setObject(
                    8, part.score().isPresent() ? (Object) part.score().getAsDouble() : null);
            statement.setDouble(9, part.threshold());
            statement.setString(10, part.recipe().name());
            statement.setString(11, part.recipe().version());
            statement.setString(12, part.recipe().digest().hex());
            statement.setString(13, EntryJson.regions(part.regions()).toString());
            statement.setString(14, EntryJson.timings(part.timings()).toString());
            statement.setString(15, entry.image().map(Sha256::hex).orElse(null));
            statement.setString(16, entry.map().map(Sha256::hex).orElse(null));
            statement.setString(17, entry.opinion().map(Enum::name).orElse(null));
            statement.setObject(
                    18, part.origin().captured().map(Instant::toEpochMilli).orElse(null));
            statement.setString(
                    19,
                    part.zones().isEmpty() ? null : ZoneJson.of(part.zones()).toString());
            statement.executeUpdate();
        }
    }

    static Optional<InspectionEntry> find(Connection connection, EntryId id) throws SQLException {
        try (PreparedStatement statement =
                new Conditions().add("id = ?", id.text()).prepare(connection, SELECT, "")) {
            return entries(statement).stream().findFirst();
        }
    }

    /**
     * Whole rows are read of those entries alone that are given; an index finds their names.
     *
     * @param most entries to give, the newest first
     */
    static List<InspectionEntry> list(Connection connection, Conditions conditions, int most) throws SQLException {
        try (PreparedStatement statement = conditions.prepare(
                connection,
                SELECT + " WHERE id IN (SELECT id FROM inspection",
                " ORDER BY id DESC LIMIT " + most + ") ORDER BY id DESC")) {
            return entries(statement);
        }
    }

    /** @param most entries to give, the oldest first */
    static List<InspectionEntry> oldest(Connection connection, Conditions conditions, int most) throws SQLException {
        try (PreparedStatement statement = conditions.prepare(connection, SELECT, " ORDER BY id LIMIT " + most)) {
            return entries(statement);
        }
    }

    static boolean names(Connection connection, Sha256 file) throws SQLException {
        try (PreparedStatement statement = new Conditions()
                        .add("(image = ? OR map = ?)", file.hex(), file.hex())
                        .prepare(connection, "SELECT 1 FROM inspection", " LIMIT 1");
                ResultSet found = statement.executeQuery()) {
            return found.next();
        }
    }

    private static List<InspectionEntry> entries(PreparedStatement statement) throws SQLException {
        List<InspectionEntry> entries = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                entries.add(entry(row));
            }
        }
        return entries;
    }

    private static InspectionEntry entry(ResultSet row) throws SQLException {
        return new InspectionEntry(
                new EntryId(row.getString(1)),
                part(row),
                digest(row.getString(15)),
                digest(row.getString(16)),
                Optional.ofNullable(row.getString(17)).map(Opinion::valueOf));
    }

    private static JudgedPart part(ResultSet row) throws SQLException {
        Origin origin = new Origin(
                Instant.ofEpochMilli(row.getLong(2)),
                captured(row),
                row.getString(3),
                Optional.ofNullable(row.getString(4)),
                Optional.ofNullable(row.getString(5)));
        JudgingRecipe recipe = new JudgingRecipe(row.getString(10), row.getString(11), new Sha256(row.getString(12)));
        double score = row.getDouble(8);
        OptionalDouble present = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(score);
        return new JudgedPart(
                origin,
                recipe,
                Verdict.valueOf(row.getString(6)),
                Optional.ofNullable(row.getString(7)),
                present,
                row.getDouble(9),
                EntryJson.regions(row.getString(13)),
                EntryJson.timings(row.getString(14)),
                ZoneJson.read(row.getString(19)));
    }

    private static Optional<Instant> captured(ResultSet row) throws SQLException {
        long time = row.getLong(18);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(time));
    }

    private static Optional<Sha256> digest(@Nullable String hex) {
        return Optional.ofNullable(hex).map(Sha256::new);
    }
}
