package dev.destseg.health;

import dev.destseg.configuration.HealthSettings;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether the disk has room left. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class DiskCheck implements HealthCheck {
    private final HealthSettings settings;

    DiskCheck(HealthSettings settings) {
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("disk")
                .withData("path", settings.disk().toString());
        try {
            long free = Files.getFileStore(settings.disk()).getUsableSpace();
            return answer.status(free >= settings.diskFree())
                    .withData("free_bytes", free)
                    .withData("bound_bytes", settings.diskFree())
                    .build();
        } catch (IOException e) {
            return answer.down().withData("problem", e.toString()).build();
        }
    }
}
