package dev.destseg.health;

import dev.destseg.registry.sync.ChannelState;
import dev.destseg.registry.sync.RegistrySettings;
import dev.destseg.registry.sync.RegistrySync;
import dev.destseg.registry.sync.Stage;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Whether the registry was heard of lately, and whether what it offers was taken. It warns and no more: a box judges as well
 * without.
 */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class RegistryCheck implements HealthCheck {
    private final RegistrySync sync;
    private final RegistrySettings settings;

    RegistryCheck(RegistrySync sync, RegistrySettings settings) {
        this.sync = sync;
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("registry");
        if (settings.host().isEmpty()) {
            return answer.withData("registry", "none is configured").up().build();
        }
        if (sync.obstacle().isPresent()) {
            return answer.withData("registry", sync.obstacle().get()).down().build();
        }
        boolean heard = sync.age()
                .filter(age -> age.compareTo(settings.warnAfter()) <= 0)
                .isPresent();
        answer.withData(
                "last synchronisation",
                sync.age()
                        .map(Duration::toSeconds)
                        .map(seconds -> seconds + " s ago")
                        .orElse("never"));
        sync.states().forEach((product, state) -> answer.withData(product, words(state)));
        boolean taken = sync.states().values().stream()
                .noneMatch(state -> state.stage() == Stage.REJECTED || state.stage() == Stage.REFUSED);
        return answer.status(heard && taken).build();
    }

    private static String words(ChannelState state) {
        return state.words() + state.problem().map(problem -> "; " + problem).orElse("");
    }
}
