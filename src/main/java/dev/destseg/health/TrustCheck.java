package dev.destseg.health;

import dev.destseg.registry.sync.Revocations;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether something judges that was revoked since it was taken. It warns and no more: the line goes on. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class TrustCheck implements HealthCheck {
    private final Revocations revocations;

    TrustCheck(Revocations revocations) {
        this.revocations = revocations;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("trust");
        revocations.problem().ifPresent(problem -> answer.withData("policy", problem));
        revocations.revoked().forEach((product, revoked) -> answer.withData(product, revoked.sentence()));
        return answer.status(
                        revocations.problem().isEmpty() && revocations.revoked().isEmpty())
                .build();
    }
}
