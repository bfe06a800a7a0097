package dev.destseg.inspection.journal;

import dev.destseg.recipe.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Deletes rows, then the files that no row names any more. A kill between the two leaves files, which are deleted after
 * the next start. Not thread-safe.
 */
final class Deletion {
    private final Journal journal;
    private long files;
    private long bytes;

    Deletion(Journal journal) {
        this.journal = journal;
    }

    /** Files deleted so far. */
    long files() {
        return files;
    }

    /** Bytes of the files deleted so far. */
    long bytes() {
        return bytes;
    }

    /**
     * Deletes the oldest inspections that meet the conditions, with their feedback.
     *
     * @param most how many at most
     * @return how many were deleted
     */
    int oldest(Conditions conditions, int most) {
        List<InspectionEntry> deleted = journal.write(connection -> {
            List<InspectionEntry> oldest = InspectionRows.oldest(connection, conditions, most);
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM inspection WHERE id = ?")) {
                for (InspectionEntry entry : oldest) {
                    statement.setString(1, entry.id().text());
                    statement.executeUpdate();
                }
            }
            return oldest;
        });
        journal.queries().naming(named -> deleted.stream()
                .flatMap(entry -> Stream.concat(entry.image().stream(), entry.map().stream()))
                .distinct()
                .forEach(file -> delete(file, named)));
        return deleted.size();
    }

    /** @return how many changes were deleted */
    int eventsBefore(Instant time) {
        return journal.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM event WHERE time < ?")) {
                statement.setLong(1, time.toEpochMilli());
                return statement.executeUpdate();
            }
        });
    }

    void orphans() {
        journal.queries().naming(named -> {
            try {
                journal.files().forEach(file -> delete(file, named));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A file, unless a row names it or it is on loan. */
    void unnamed(Sha256 file) {
        journal.queries().naming(named -> delete(file, named));
    }

    private void delete(Sha256 file, Predicate<Sha256> named) {
        try {
            long freed = journal.files().delete(file, named);
            files += freed >= 0 ? 1 : 0;
            bytes += Math.max(0, freed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
