package dev.destseg.inspection.journal;

import dev.destseg.inspection.TriggerStamp;
import java.util.List;

/**
 * Which signals of machines were answered last. Safe between threads.
 *
 * @param journal stays the caller's
 */
public record TakenTriggers(Journal journal) {
    /** How many of each station are remembered; more than can be under way at once. */
    public static final int REMEMBERED = 256;

    /** The last ones of a station, since its counter began anew, in the order of their numbers. */
    public List<TriggerStamp> last(String station) {
        return journal.queries().read(connection -> TakenTriggerRows.lastRun(connection, station));
    }
}
