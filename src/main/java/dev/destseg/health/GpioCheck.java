package dev.destseg.health;

import dev.destseg.line.GpioOutputs;
import dev.destseg.line.gpio.GpioOutputState;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether every gate and light can be moved and lit. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class GpioCheck implements HealthCheck {
    private final GpioOutputs outputs;

    GpioCheck(GpioOutputs outputs) {
        this.outputs = outputs;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("gpio");
        boolean up = true;
        for (GpioOutputState state : outputs.states()) {
            up &= state.problem().isEmpty();
            answer.withData(
                    state.name(),
                    state.problem()
                            .orElse(state.told() + " verdicts since the start, " + state.late() + " too late, "
                                    + state.lost() + " lost"));
        }
        return answer.status(up).build();
    }
}
