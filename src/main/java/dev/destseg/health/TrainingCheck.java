package dev.destseg.health;

import dev.destseg.training.runs.Run;
import dev.destseg.training.runs.RunStatus;
import dev.destseg.training.runs.TrainingRuns;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether trainings are worked on, and the last one was not given up. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class TrainingCheck implements HealthCheck {
    private final Instance<TrainingRuns> runs;

    TrainingCheck(Instance<TrainingRuns> runs) {
        this.runs = runs;
    }

    @Override
    public HealthCheckResponse call() {
        return answer(runs.get());
    }

    static HealthCheckResponse answer(TrainingRuns runs) {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("training");
        Optional<Run> last = runs.all().stream().findFirst();
        last.ifPresent(run -> {
            answer.withData("last", run.id().text())
                    .withData("status", run.status().name());
            run.reason().ifPresent(reason -> answer.withData("reason", reason));
        });
        boolean givenUp = last.filter(run -> run.status() == RunStatus.FAILED).isPresent();
        runs.problem().ifPresent(problem -> answer.withData("problem", "Trainings are not worked on: " + problem));
        return answer.status(runs.problem().isEmpty() && !givenUp).build();
    }
}
