package dev.destseg.line.trigger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.JournalException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Counts what went wrong with triggers, and says it in log and journal: at once, then once a minute at most, so that a
 * machine that sends everything twice fills neither. Safe between threads.
 */
final class TriggerCounts {
    private static final Logger LOG = Logger.getLogger(TriggerCounts.class);
    private static final Duration SAID_EVERY = Duration.ofMinutes(1);

    private final String station;
    private final Journal journal;
    private final Map<Finding, Long> counts = new EnumMap<>(Finding.class);
    private final Map<Finding, Long> said = new EnumMap<>(Finding.class);

    TriggerCounts(String station, Journal journal) {
        this.station = station;
        this.journal = journal;
    }

    /** What can be wrong. */
    enum Finding {
        /** A number was left out. */
        MISSED,
        /** A number came again. */
        DOUBLED,
        /** The numbers began anew. */
        ANEW,
        /** What came was no trigger. */
        REFUSED,
        /** No answer was kept. */
        UNANSWERED
    }

    synchronized long count(Finding finding) {
        return counts.getOrDefault(finding, 0L);
    }

    /** @param words what happened, for people */
    void add(Finding finding, String words) {
        if (isDue(finding)) {
            say(finding, words, count(finding));
        }
    }

    /** The same of several, which is said at once each time: nothing else tells which they were. */
    void addAll(Finding finding, long several, String words) {
        say(finding, words, sum(finding, several));
    }

    private synchronized long sum(Finding finding, long several) {
        return counts.merge(finding, several, Long::sum);
    }

    private synchronized boolean isDue(Finding finding) {
        sum(finding, 1);
        long now = System.nanoTime();
        Long before = said.get(finding);
        if (before != null && now - before < SAID_EVERY.toNanos()) {
            return false;
        }
        said.put(finding, now);
        return true;
    }

    private void say(Finding finding, String words, long count) {
        LOG.warnf("The station %s: %s (%d since the start)", station, words, count);
        try {
            journal.append(new Event(
                    Instant.now(),
                    Event.TRIGGER,
                    Event.APPLIANCE,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("station", station)
                            .put("finding", finding.name().toLowerCase(Locale.ROOT))
                            .put("words", words)
                            .put("since_start", count)));
        } catch (JournalException e) {
            LOG.errorf("That could not be written down: %s", e.getMessage());
        }
    }
}
