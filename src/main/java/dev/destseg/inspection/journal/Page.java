package dev.destseg.inspection.journal;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list, newest first.
 *
 * @param <T> kind of entry
 * @param entries at most as many as asked for
 * @param next the cursor to ask for the next page with; absent on the last
 */
public record Page<T>(List<T> entries, Optional<EntryId> next) {
    public static final int LARGEST = 500;

    public Page {
        entries = List.copyOf(entries);
    }

    /**
     * @param found the entries of a page and, when there are more, one beyond it
     * @param size entries of a page
     */
    static <T> Page<T> of(List<T> found, int size, Function<T, EntryId> id) {
        if (found.size() <= size) {
            return new Page<>(found, Optional.empty());
        }
        return new Page<>(found.subList(0, size), Optional.of(id.apply(found.get(size - 1))));
    }
}
