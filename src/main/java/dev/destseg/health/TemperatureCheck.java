package dev.destseg.health;

import dev.destseg.configuration.HealthSettings;
import dev.destseg.machine.Thermometers;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether the machine is too hot; where it does not tell, this says so and warns of nothing. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class TemperatureCheck implements HealthCheck {
    private final HealthSettings settings;

    TemperatureCheck(HealthSettings settings) {
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("temperature")
                .withData("bound_celsius", String.valueOf(settings.temperature()));
        Map<String, Double> zones = new Thermometers(settings.thermal()).celsius();
        if (zones.isEmpty()) {
            return answer.up().withData("zones", "unknown").build();
        }
        zones.forEach((zone, celsius) -> answer.withData(zone, String.format(Locale.ROOT, "%.1f", celsius)));
        return answer.status(zones.values().stream().allMatch(celsius -> celsius <= settings.temperature()))
                .build();
    }
}
