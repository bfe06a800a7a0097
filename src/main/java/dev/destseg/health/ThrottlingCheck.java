package dev.destseg.health;

import dev.destseg.configuration.HealthSettings;
import dev.destseg.machine.ThrottleCounters;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether the machine has lately slowed itself down, for heat or current; what was before the first look does not count. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class ThrottlingCheck implements HealthCheck {
    private final HealthSettings settings;
    private final Clock clock = Clock.systemUTC();
    private OptionalLong before = OptionalLong.empty();
    private Instant last = Instant.MIN;

    ThrottlingCheck(HealthSettings settings) {
        this.settings = settings;
    }

    @Override
    public synchronized HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("throttling");
        OptionalLong events = new ThrottleCounters(settings.processors(), settings.sensors()).events();
        if (events.isEmpty()) {
            return answer.up().withData("events", "unknown").build();
        }
        Instant now = clock.instant();
        if (before.isPresent() && events.getAsLong() > before.getAsLong()) {
            last = now;
        }
        before = events;
        boolean lately =
                !last.equals(Instant.MIN) && Duration.between(last, now).compareTo(settings.throttledFor()) < 0;
        answer.status(!lately).withData("events", events.getAsLong());
        return lately
                ? answer.withData("remedy", "Improve cooling or power supply; inspections take longer meanwhile")
                        .build()
                : answer.build();
    }
}
