package dev.destseg.line;

import dev.destseg.inspection.FileStamp;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells which files of a folder are complete: those whose size and time have stayed the same for a while, by a clock of this
 * machine, for the clock of a network share may go wrong; and at once those that had another name the last time and have
 * not changed since, for whoever writes first and renames then is done. Not thread-safe.
 */
final class Arrivals {
    private final long quiet;
    private Map<Path, Seen> seen = Map.of();

    Arrivals(Duration quiet) {
        this.quiet = quiet.toNanos();
    }

    /**
     * @param file where it lies
     * @param stamp as it was looked at
     */
    record Arrival(Path file, FileStamp stamp) {}

    private record Seen(FileStamp stamp, @Nullable Object key, long since, boolean renamed) {
        /** Whether nobody has written to it since, whatever its name is. */
        boolean isAs(FileStamp other) {
            return stamp.size() == other.size() && stamp.modified().equals(other.modified());
        }
    }

    /**
     * Complete files, those that were written first at the beginning.
     *
     * @param files all files of the folder, also such as are not to be judged
     * @param now {@link System#nanoTime}
     */
    List<Arrival> complete(Map<Path, BasicFileAttributes> files, long now) {
        Map<Path, Seen> current = new HashMap<>();
        Map<Object, Seen> gone = new HashMap<>();
        seen.forEach((path, before) -> {
            if (before.key != null && !files.containsKey(path)) {
                gone.put(before.key, before);
            }
        });
        files.forEach((path, attributes) -> current.put(path, look(path, attributes, gone, now)));
        seen = current;
        List<Arrival> complete = new ArrayList<>();
        current.forEach((path, file) -> {
            if (file.renamed || now - file.since >= quiet) {
                complete.add(new Arrival(path, file.stamp));
            }
        });
        complete.sort(Comparator.comparing((Arrival arrival) -> arrival.stamp().modified())
                .thenComparing(Arrival::file));
        return complete;
    }

    private Seen look(Path path, BasicFileAttributes attributes, Map<Object, Seen> gone, long now) {
        FileStamp stamp = FileStamp.of(path, attributes);
        Seen before = seen.get(path);
        if (before != null && before.stamp.equals(stamp)) {
            return before;
        }
        Object key = attributes.fileKey();
        Seen elsewhere = before == null && key != null ? gone.get(key) : null;
        return new Seen(stamp, key, now, elsewhere != null && elsewhere.isAs(stamp));
    }

    /** Whether files may become complete by staying as they are. */
    boolean areExpected(long now) {
        return seen.values().stream().anyMatch(file -> !file.renamed && now - file.since < quiet);
    }
}
