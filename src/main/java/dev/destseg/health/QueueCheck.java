package dev.destseg.health;

import dev.destseg.configuration.HealthSettings;
import dev.destseg.inspection.InspectionService;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether images come faster than they can be judged. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class QueueCheck implements HealthCheck {
    private final InspectionService inspections;
    private final HealthSettings settings;

    QueueCheck(InspectionService inspections, HealthSettings settings) {
        this.inspections = inspections;
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        int waiting = inspections.waiting();
        int capacity = inspections.capacity();
        return HealthCheckResponse.named("queue")
                .status(waiting <= settings.queueShare() * capacity)
                .withData("waiting", waiting)
                .withData("capacity", capacity)
                .build();
    }
}
