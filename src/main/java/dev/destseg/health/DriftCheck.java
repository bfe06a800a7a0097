package dev.destseg.health;

import dev.destseg.inspection.drift.DriftState;
import dev.destseg.inspection.drift.DriftWatch;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether parts look and score as they did when their recipe was learned. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class DriftCheck implements HealthCheck {
    private final DriftWatch drift;

    DriftCheck(DriftWatch drift) {
        this.drift = drift;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("drift");
        drift.states()
                .forEach((product, traits) -> answer.withData(
                        product,
                        traits.isEmpty()
                                ? "unknown; the recipe does not tell what its good images looked like, or was learned from too few"
                                : traits.entrySet().stream()
                                        .map(trait -> text(trait.getKey().name(), trait.getValue()))
                                        .collect(Collectors.joining("; "))));
        return answer.status(drift.states().values().stream()
                        .flatMap(traits -> traits.values().stream())
                        .noneMatch(DriftState::alarmed))
                .build();
    }

    private static String text(String trait, DriftState state) {
        return String.format(
                Locale.ROOT,
                "%s%s %.4g, taught %.4g +- %.4g",
                trait.toLowerCase(Locale.ROOT),
                state.alarmed() ? " DRIFTS:" : "",
                state.average(),
                state.mean(),
                state.halfWidth());
    }
}
