package dev.destseg.health;

import dev.destseg.line.KafkaGroup;
import dev.destseg.line.kafka.GroupState;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether work comes for the group that this appliance judges for. It warns and no more: others of the group take it over. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class GroupCheck implements HealthCheck {
    private final KafkaGroup group;

    GroupCheck(KafkaGroup group) {
        this.group = group;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("group").up();
        group.state()
                .ifPresent(state -> answer.status(state.problem().isEmpty()).withData(state.group(), words(state)));
        return answer.build();
    }

    private static String words(GroupState state) {
        return state.problem()
                .orElseGet(() -> state.joined()
                        ? "judges partitions " + state.partitions() + ", " + state.lag() + " messages behind; "
                                + state.results() + " results and " + state.deadLetters()
                                + " dead letters since the start"
                                + (state.lost() > 0
                                        ? "; " + state.lost() + " were deleted before anybody judged them"
                                        : "")
                        : "is joining");
    }
}
