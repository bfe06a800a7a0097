package dev.destseg.inspection.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inference.Takeover;
import dev.destseg.inspection.engines.EngineChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Writes down which engine judges by which recipe from when on, and which could not. */
@ApplicationScoped
class EngineRecord {
    private static final Logger LOG = Logger.getLogger(EngineRecord.class);

    private final Instance<Journal> journal;

    EngineRecord(Instance<Journal> journal) {
        this.journal = journal;
    }

    void write(@Observes EngineChange change) {
        Takeover takeover = change.takeover();
        switch (takeover.stage()) {
            case RUNS, FAILED -> append(change, takeover);
            case WAITING, BUILDING, CLOSED -> {}
        }
    }

    private void append(EngineChange change, Takeover takeover) {
        ObjectNode details = JsonNodeFactory.instance
                .objectNode()
                .put("recipe", takeover.subject())
                .put("runtime", takeover.runtime())
                .put("stage", takeover.stage().name().toLowerCase(Locale.ROOT));
        takeover.reason().ifPresent(reason -> details.put("reason", reason));
        try {
            journal.get().append(new Event(change.time(), Event.ENGINE, Event.APPLIANCE, details));
        } catch (JournalException e) {
            LOG.errorf("A change of engines could not be written down: %s", e.getMessage());
        }
    }
}
