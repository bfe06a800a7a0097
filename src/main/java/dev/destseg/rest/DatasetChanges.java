package dev.destseg.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.Journal;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;

/** Writes into the journal what people change of datasets, and who. */
@ApplicationScoped
class DatasetChanges {
    static final String CREATED = "created";
    static final String DELETED = "deleted";
    static final String FROZEN = "frozen";
    static final String SENT = "sent to the registry";
    static final String IMAGE_ADDED = "image added";
    static final String IMAGE_REMOVED = "image removed";
    static final String FILLED_FROM_JOURNAL = "filled from the journal";
    static final String FILLED_FROM_FOLDER = "filled from a folder";

    private final Instance<Journal> journal;
    private final SecurityIdentity caller;

    DatasetChanges(Instance<Journal> journal, SecurityIdentity caller) {
        this.journal = journal;
        this.caller = caller;
    }

    void keep(String dataset, String change) {
        keep(dataset, change, JsonNodeFactory.instance.objectNode());
    }

    /** @param subject digest of the image or the snapshot */
    void keepSubject(String dataset, String change, Object subject) {
        keep(dataset, change, JsonNodeFactory.instance.objectNode().put("digest", subject.toString()));
    }

    void keepCount(String dataset, String change, int images) {
        keep(dataset, change, JsonNodeFactory.instance.objectNode().put("images", images));
    }

    private void keep(String dataset, String change, ObjectNode details) {
        details.put("dataset", dataset).put("change", change);
        journal.get()
                .append(new Event(
                        Clock.systemUTC().instant(),
                        Event.DATASET,
                        caller.getPrincipal().getName(),
                        details));
    }
}
