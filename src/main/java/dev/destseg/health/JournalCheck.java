package dev.destseg.health;

import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.JournalException;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether the journal can be written; without it no verdict is given. */
@Readiness
@ApplicationScoped
class JournalCheck implements HealthCheck {
    private final Journal journal;

    JournalCheck(Journal journal) {
        this.journal = journal;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("journal writable");
        try {
            journal.requireWritable();
            return answer.up().build();
        } catch (JournalException e) {
            return answer.down().withData("problem", e.getMessage()).build();
        }
    }
}
