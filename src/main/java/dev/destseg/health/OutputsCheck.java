package dev.destseg.health;

import dev.destseg.line.Outputs;
import dev.destseg.line.output.OutputState;
import dev.destseg.line.output.OutputState.Failure;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether everybody who is to hear of verdicts hears of them. It warns and no more: parts are judged as well without. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class OutputsCheck implements HealthCheck {
    /** What was given up is gone for good, and what was refused waits for people; somebody should have seen it. */
    private static final Duration LOSSES_SHOWN = Duration.ofDays(1);

    private final Outputs outputs;

    OutputsCheck(Outputs outputs) {
        this.outputs = outputs;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("outputs");
        boolean up = true;
        Instant now = Instant.now();
        for (OutputState state : outputs.states()) {
            boolean lost = state.lastDropped()
                    .filter(time -> time.isAfter(now.minus(LOSSES_SHOWN)))
                    .isPresent();
            boolean refused = state.lastRefused()
                    .filter(time -> time.isAfter(now.minus(LOSSES_SHOWN)))
                    .isPresent();
            up &= !state.failing() && !lost && !refused;
            answer.withData(state.name(), words(state, lost, refused));
        }
        return answer.status(up).build();
    }

    private static String words(OutputState state, boolean lost, boolean refused) {
        StringBuilder words = new StringBuilder();
        if (state.failing()) {
            words.append(state.lastFailure().map(Failure::what).orElse("")).append("; ");
        }
        words.append(state.waiting()).append(" verdicts waiting");
        state.oldest().ifPresent(time -> words.append(" since ").append(time));
        if (lost) {
            words.append(", ").append(state.dropped()).append(" were never told");
            state.lastDropped().ifPresent(time -> words.append(", the last at ").append(time));
        }
        if (refused) {
            words.append(", ").append(state.refused()).append(" were refused and put aside");
            state.lastRefused().ifPresent(time -> words.append(", the last at ").append(time));
        }
        return words.toString();
    }
}
