package dev.destseg.health;

import dev.destseg.line.Stations;
import dev.destseg.line.trigger.StationState;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether triggers are heard, and whether all of them came lately. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class StationsCheck implements HealthCheck {
    private static final Duration MISSES_SHOWN = Duration.ofHours(1);

    private final Stations stations;

    StationsCheck(Stations stations) {
        this.stations = stations;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("stations");
        boolean up = true;
        Instant recent = Instant.now().minus(MISSES_SHOWN);
        for (StationState state : stations.states()) {
            up &= state.problem().isEmpty()
                    && state.lastMissed().filter(recent::isBefore).isEmpty();
            answer.withData(
                    state.name(),
                    state.problem()
                            .orElse(state.triggers() + " triggers since the start, " + state.missed() + " missed, "
                                    + state.doubled() + " doubled, " + state.unanswered() + " without an answer"));
        }
        return answer.status(up).build();
    }
}
