package dev.destseg.line.output;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.JournalException;
import dev.destseg.inspection.journal.OutboxEntry;
import dev.destseg.inspection.journal.RefusedVerdict;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What a receiver refuses for good. The first such verdict of a station is told {@value #ATTEMPTS} times before it is put
 * aside, the ones behind it once, until one of the station is taken again: a rule that forbids a whole station must not make
 * each of its verdicts wait. Used by one thread, where nothing else is said.
 */
final class Refusals {
    static final int ATTEMPTS = 3;

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    /** Names of stations come from outside; beyond these all begin anew. */
    private static final int MOST_STATIONS = 1_000;

    private final String output;
    private final Journal journal;
    private final Map<Optional<String>, Long> putAside = new HashMap<>();
    private long tried;
    private int attempts;
    private volatile boolean isWantedAgain;

    Refusals(String output, Journal journal) {
        this.output = output;
        this.journal = journal;
    }

    /** Counts a refusal, and tells whether it is the last one that is waited for. */
    boolean isFinal(OutboxEntry verdict) {
        attempts = tried == verdict.position() ? attempts + 1 : 1;
        tried = verdict.position();
        return attempts >= ATTEMPTS || putAside.containsKey(verdict.station());
    }

    /** Keeps it apart, so that those behind it are told. */
    void putAside(OutboxEntry verdict, String reason) {
        Instant now = Instant.now();
        journal.outbox().putAside(output, verdict, reason, now);
        if (putAside.size() >= MOST_STATIONS) {
            putAside.clear();
        }
        if (putAside.merge(verdict.station(), 1L, Long::sum) == 1) {
            LOG.errorf(
                    "The output %s refuses a verdict of %s for good, and it is put aside: %s",
                    output, station(verdict), reason);
            note(verdict, now, 1, reason);
        }
    }

    /** A verdict was taken. */
    void taken(OutboxEntry verdict) {
        Long count = putAside.remove(verdict.station());
        if (count != null) {
            LOG.warnf("The output %s takes verdicts of %s again; %d were put aside", output, station(verdict), count);
            note(verdict, Instant.now(), count, "Verdicts are taken again");
        }
    }

    /** From now on what was put aside is told again; on any thread. */
    void tellAgain() {
        isWantedAgain = true;
    }

    /**
     * Tells the oldest that was put aside again, where somebody has asked for that; what is refused again stays.
     *
     * @return whether it was taken, so that there may be more
     */
    boolean tellAgain(Receiver receiver) throws IOException, InterruptedException {
        if (!isWantedAgain) {
            return false;
        }
        isWantedAgain = false;
        List<RefusedVerdict> first = journal.outbox().firstRefused(output, 1);
        if (first.isEmpty()) {
            return false;
        }
        try {
            OutboxEntry verdict = first.get(0).verdict();
            receiver.deliver(verdict);
            journal.outbox().takenAfterAll(output, verdict.position());
            isWantedAgain = true;
            return true;
        } catch (VerdictRefusedException e) {
            LOG.errorf("The output %s refuses what was put aside still: %s", output, e.getMessage());
            return false;
        } catch (IOException | JournalException e) {
            isWantedAgain = true;
            throw e;
        }
    }

    private static String station(OutboxEntry verdict) {
        return verdict.station().map(name -> "the station " + name).orElse("no station");
    }

    private void note(OutboxEntry verdict, Instant when, long verdicts, String reason) {
        ObjectNode details = JsonNodeFactory.instance
                .objectNode()
                .put("output", output)
                .put("verdicts", verdicts)
                .put("inspection", verdict.inspection().text())
                .put("sequence", verdict.sequence())
                .put("reason", reason);
        verdict.station().ifPresent(name -> details.put("station", name));
        try {
            journal.append(new Event(when, Event.VERDICTS_REFUSED, Event.APPLIANCE, details));
        } catch (JournalException e) {
            LOG.errorf("That could not be written down: %s", e.getMessage());
        }
    }
}
