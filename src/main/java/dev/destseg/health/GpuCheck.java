package dev.destseg.health;

import dev.destseg.configuration.HealthSettings;
import dev.destseg.machine.Gpus;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether the driver still has the GPUs that it had: one that fails falls off its bus. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class GpuCheck implements HealthCheck {
    private final Gpus gpus;
    private int most;

    GpuCheck(HealthSettings settings) {
        this.gpus = new Gpus(settings.gpus());
    }

    @Override
    public synchronized HealthCheckResponse call() {
        List<String> models = gpus.models();
        most = Math.max(most, models.size());
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("gpu")
                .status(models.size() == most)
                .withData("gpus", models.isEmpty() ? "none" : String.join(", ", models));
        return models.size() == most
                ? answer.build()
                : answer.withData("remedy", "A GPU is lost: look at the log of the driver, restart the machine")
                        .build();
    }
}
