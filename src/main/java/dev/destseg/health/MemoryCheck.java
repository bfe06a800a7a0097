package dev.destseg.health;

import dev.destseg.configuration.HealthSettings;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether the machine has memory left; where the system does not tell, this says so and warns of nothing. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class MemoryCheck implements HealthCheck {
    private static final Pattern TOTAL = Pattern.compile("(?m)^MemTotal:\\s+(\\d+) kB$");
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB$");

    private final HealthSettings settings;

    MemoryCheck(HealthSettings settings) {
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("memory");
        String facts;
        try {
            facts = Files.readString(settings.memory());
        } catch (IOException untold) {
            return answer.up().withData("available_bytes", "unknown").build();
        }
        OptionalLong total = bytes(TOTAL, facts);
        OptionalLong available = bytes(AVAILABLE, facts);
        if (total.isEmpty() || available.isEmpty()) {
            return answer.up().withData("available_bytes", "unknown").build();
        }
        return answer.status(available.getAsLong() >= settings.memoryShare() * total.getAsLong())
                .withData("available_bytes", available.getAsLong())
                .withData("total_bytes", total.getAsLong())
                .build();
    }

    private static OptionalLong bytes(Pattern line, String facts) {
        Matcher found = line.matcher(facts);
        return found.find() ? OptionalLong.of(Long.parseLong(found.group(1)) * 1024) : OptionalLong.empty();
    }
}
