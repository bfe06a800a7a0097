package dev.destseg.inspection.journal;

import dev.destseg.inspection.FileStamp;
import dev.destseg.recipe.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which files were judged, as far as somebody may still ask. Safe between threads.
 *
 * @param journal stays the caller's
 */
public record TakenFiles(Journal journal) {
    private static final int ROWS_AT_ONCE = 500;

    /** A file that was judged as it is, whatever it holds; without reading it one cannot be more certain. */
    public Optional<TakenFile> find(FileStamp stamp) {
        return list(same(stamp)).stream().findFirst();
    }

    /** A file that was judged as it is and with these bytes. */
    public Optional<TakenFile> find(FileStamp stamp, byte[] bytes) {
        Conditions conditions = same(stamp).add("digest = ?", Sha256.of(bytes).hex());
        return list(conditions).stream().findFirst();
    }

    private static Conditions same(FileStamp stamp) {
        return new Conditions()
                .add("path = ?", stamp.path())
                .add("size = ?", stamp.size())
                .add("modified = ?", stamp.modified().toString());
    }

    private List<TakenFile> list(Conditions conditions) {
        return journal.queries().read(connection -> TakenFileRows.list(connection, conditions, ""));
    }

    /**
     * Forgets files that nobody will find any more, a few at a time.
     *
     * @param folder whose files are meant, with its separator at the end
     * @param time before which they were taken
     * @param gone whether a file is not there any more as it was
     * @return how many
     */
    public long forget(String folder, Instant time, Predicate<FileStamp> gone) {
        long forgotten = 0;
        String last = folder;
        List<TakenFile> some;
        do {
            some = after(folder, last, time);
            List<TakenFile> absent =
                    some.stream().filter(file -> gone.test(file.stamp())).toList();
            journal.write(connection -> {
                for (TakenFile file : absent) {
                    TakenFileRows.delete(connection, file);
                }
                return absent.size();
            });
            forgotten += absent.size();
            last = some.isEmpty() ? last : some.get(some.size() - 1).stamp().path();
        } while (some.size() == ROWS_AT_ONCE);
        return forgotten;
    }

    /** The first text that comes after everything that begins so. */
    private static String end(String folder) {
        int last = folder.length() - 1;
        return folder.substring(0, last) + (char) (folder.charAt(last) + 1);
    }

    /** Those of one path may be cut at the end of a group; the next time finds the rest. */
    private List<TakenFile> after(String folder, String path, Instant time) {
        Conditions conditions = new Conditions()
                .add("path > ?", path)
                .add("path < ?", end(folder))
                .add("time < ?", time.toEpochMilli());
        return journal.queries()
                .read(connection -> TakenFileRows.list(connection, conditions, " ORDER BY path LIMIT " + ROWS_AT_ONCE));
    }
}
