package dev.destseg.telemetry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.JournalException;
import dev.destseg.training.runs.Run;
import dev.destseg.training.runs.RunStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Writes into the journal what becomes of trainings. */
@ApplicationScoped
class TrainingRecord {
    private static final Logger LOG = Logger.getLogger(TrainingRecord.class);

    private final Instance<Journal> journal;
    private final Clock clock = Clock.systemUTC();

    TrainingRecord(Instance<Journal> journal) {
        this.journal = journal;
    }

    void changed(@Observes Run run) {
        // That a process was started is no news; that a person let it go on is, and has a reason.
        if (run.status() == RunStatus.RUNNING && run.reason().isEmpty()) {
            return;
        }
        ObjectNode details = JsonNodeFactory.instance
                .objectNode()
                .put("training", run.id().text())
                .put("product", run.order().product())
                .put("profile", run.order().profile())
                .put("snapshot", run.order().snapshot().toString())
                .put("status", run.status().name());
        run.reason().ifPresent(reason -> details.put("reason", reason));
        run.candidate().ifPresent(digest -> details.put("candidate", digest.toString()));
        try {
            journal.get().append(new Event(clock.instant(), Event.TRAINING, run.changedBy(), details));
        } catch (JournalException e) {
            // The training has its own file, and must not end because of this.
            LOG.warnf("What became of the training %s is not in the journal: %s", run.id(), e.getMessage());
        }
    }
}
