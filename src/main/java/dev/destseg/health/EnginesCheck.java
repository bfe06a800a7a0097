package dev.destseg.health;

import dev.destseg.inference.Takeover;
import dev.destseg.inspection.engines.EngineChange;
import dev.destseg.inspection.engines.Engines;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether the networks run on the device that they should; where they do not, parts are judged all the same. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class EnginesCheck implements HealthCheck {
    private final Engines engines;

    EnginesCheck(Engines engines) {
        this.engines = engines;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("engines")
                .withData("device", engines.wanted().label())
                .withData("loads_on", engines.runtime().name());
        boolean up = engines.obstacle().isEmpty();
        engines.obstacle().ifPresent(obstacle -> answer.withData("remedy", obstacle));
        Map<String, String> bySubject = new LinkedHashMap<>();
        for (EngineChange change : engines.changes()) {
            Takeover takeover = change.takeover();
            up &= takeover.stage() != Takeover.Stage.FAILED;
            String state = takeover.runtime() + " " + takeover.stage().name().toLowerCase(Locale.ROOT) + " since "
                    + change.time()
                    + takeover.reason().map(reason -> ": " + reason).orElse("");
            bySubject.merge(takeover.subject(), state, (one, other) -> one + "; " + other);
        }
        bySubject.forEach(answer::withData);
        return answer.status(up).build();
    }
}
