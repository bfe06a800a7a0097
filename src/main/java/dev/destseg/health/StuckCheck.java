package dev.destseg.health;

import dev.destseg.configuration.HealthSettings;
import dev.destseg.inspection.InspectionService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Whether the threads that judge come to an end with what they work on; if not, a restart would help. */
@Liveness
@ApplicationScoped
class StuckCheck implements HealthCheck {
    private final InspectionService inspections;
    private final HealthSettings settings;

    StuckCheck(InspectionService inspections, HealthSettings settings) {
        this.inspections = inspections;
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        Duration longest = inspections.longestRunning();
        return HealthCheckResponse.named("inspections end")
                .status(longest.compareTo(settings.stuckAfter()) <= 0)
                .withData("longest_running_ms", longest.toMillis())
                .withData("bound_ms", settings.stuckAfter().toMillis())
                .build();
    }
}
