package dev.destseg.health;

import dev.destseg.inspection.GoldenWatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Whether the recipes given at the start are loaded. */
@Startup
@ApplicationScoped
class StartedCheck implements HealthCheck {
    private final GoldenWatch watch;

    StartedCheck(GoldenWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("recipes loaded")
                .status(watch.isRunning())
                .build();
    }
}
