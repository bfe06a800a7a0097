package dev.destseg.health;

import dev.destseg.configuration.HealthSettings;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether the machine is too hot, by the thermal zones of Linux; a zone that cannot be read is left out. */
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
        boolean up = true;
        try (DirectoryStream<Path> zones = Files.newDirectoryStream(settings.thermal(), "thermal_zone*")) {
            for (Path zone : zones) {
                OptionalDouble celsius = celsius(zone.resolve("temp"));
                if (celsius.isPresent()) {
                    up &= celsius.getAsDouble() <= settings.temperature();
                    answer.withData(
                            zone.getFileName().toString(), String.format(Locale.ROOT, "%.1f", celsius.getAsDouble()));
                }
            }
        } catch (IOException untold) {
            return answer.up().withData("zones", "unknown").build();
        }
        return answer.status(up).build();
    }

    private static OptionalDouble celsius(Path file) {
        try {
            return OptionalDouble.of(Long.parseLong(Files.readString(file).strip()) / 1000.0);
        } catch (IOException | NumberFormatException unreadable) {
            return OptionalDouble.empty();
        }
    }
}
