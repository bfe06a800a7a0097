package dev.destseg.inspection.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.TriggerStamp;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The table of verdicts that outputs are still to be told of, and the one that counts them by station. */
final class OutboxRows {
    /** Names of stations come from outside; beyond these the one that was quiet longest begins anew. */
    private static final int MOST_STATIONS = 10_000;

    private OutboxRows() {}

    /** @return its position */
    static long insert(Connection connection, InspectionEntry entry, Optional<TriggerStamp> trigger, Instant now)
            throws SQLException {
        Optional<String> station = entry.part().origin().station();
        long sequence = nextSequence(connection, station.orElse(""), now);
        ObjectNode message = EntryJson.of(entry).put("sequence", sequence);
        trigger.ifPresent(stamp -> message.put("trigger", stamp.sequence()));
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO outbox (time, station, sequence,"
                + " inspection, message) VALUES (?, ?, ?, ?, ?) RETURNING position")) {
            statement.setLong(1, now.toEpochMilli());
            statement.setString(2, station.orElse(null));
            statement.setLong(3, sequence);
            statement.setString(4, entry.id().text());
            statement.setString(5, message.toString());
            try (ResultSet row = statement.executeQuery()) {
                return row.getLong(1);
            }
        }
    }

    private static long nextSequence(Connection connection, String station, Instant now) throws SQLException {
        long sequence;
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO station_sequence (station, sequence, time) VALUES (?, 1, ?)"
                        + " ON CONFLICT (station) DO UPDATE SET sequence = sequence + 1, time = excluded.time"
                        + " RETURNING sequence")) {
            statement.setString(1, station);
            statement.setLong(2, now.toEpochMilli());
            try (ResultSet row = statement.executeQuery()) {
                sequence = row.getLong(1);
            }
        }
        if (sequence == 1) {
            forgetStations(connection, station);
        }
        return sequence;
    }

    private static void forgetStations(Connection connection, String butNot) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM station_sequence WHERE station IN"
                + " (SELECT station FROM station_sequence WHERE station <> ? ORDER BY time DESC LIMIT -1 OFFSET "
                + (MOST_STATIONS - 1) + ")")) {
            statement.setString(1, butNot);
            statement.executeUpdate();
        }
    }

    /** The first ones after a position. */
    static List<OutboxEntry> after(Connection connection, long position, int most) throws SQLException {
        List<OutboxEntry> entries = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT position, time, station, sequence, inspection, message FROM"
                                + " outbox WHERE position > " + position + " ORDER BY position LIMIT " + most);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                entries.add(new OutboxEntry(
                        row.getLong(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        Optional.ofNullable(row.getString(3)),
                        row.getLong(4),
                        new EntryId(row.getString(5)),
                        row.getString(6)));
            }
        }
        return entries;
    }

    /** The first one after a position that is not older. */
    static OptionalLong firstSince(Connection connection, long position, Instant time) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT position FROM outbox WHERE position > "
                        + position + " AND time >= " + time.toEpochMilli() + " ORDER BY position LIMIT 1");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    /** The greatest position that was ever given; 0 before the first. */
    static long newest(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /**
     * Deletes some of those that every output was told of.
     *
     * @param most how many at most
     * @return how many were deleted
     */
    static int deleteTold(Connection connection, int most) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM outbox WHERE position < (SELECT MIN(position) FROM outbox) + "
                        + most + " AND position <= COALESCE((SELECT MIN(told) FROM output), " + Long.MAX_VALUE + ")")) {
            return statement.executeUpdate();
        }
    }
}
