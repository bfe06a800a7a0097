package dev.destseg.inspection.journal;

import dev.destseg.inspection.FileStamp;
import dev.destseg.inspection.TriggerStamp;
import dev.destseg.recipe.Sha256;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An inspection that is to be added, whose files are on disk, and what it answers for good.
 *
 * @param image digest of the file as it was given
 * @param map digest of the anomaly map
 * @param file that the image was taken from
 * @param trigger that it was taken for
 */
record Addition(
        JudgedPart part,
        Optional<Sha256> image,
        Optional<Sha256> map,
        Optional<FileStamp> file,
        Optional<TriggerStamp> trigger) {
    /**
     * What was added.
     *
     * @param position in the outbox, where there are outputs
     */
    record Added(InspectionEntry entry, OptionalLong position) {}

    /** Within a transaction. */
    Added insert(Connection connection, EntryId id, VerdictOutbox outbox, Instant now) throws SQLException {
        InspectionEntry entry = new InspectionEntry(id, part, image, map, Optional.empty());
        InspectionRows.insert(connection, entry);
        if (file.isPresent()) {
            TakenFileRows.insert(connection, entry.taken(file.get()), now);
        }
        if (trigger.isPresent()) {
            TakenTriggerRows.insert(connection, trigger.get(), entry.id(), now);
        }
        return new Added(entry, outbox.put(connection, entry, trigger, now));
    }
}
