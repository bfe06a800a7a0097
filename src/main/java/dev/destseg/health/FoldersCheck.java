package dev.destseg.health;

import dev.destseg.line.FolderSources;
import dev.destseg.line.FolderState;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether the files of every watched folder can be judged. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class FoldersCheck implements HealthCheck {
    private final FolderSources folders;

    FoldersCheck(FolderSources folders) {
        this.folders = folders;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("folders");
        boolean up = true;
        for (FolderState state : folders.states()) {
            up &= state.problem().isEmpty();
            answer.withData(
                    state.name(),
                    state.problem()
                            .orElse(state.judged() + " files judged since the start, " + state.waiting() + " waiting"));
        }
        return answer.status(up).build();
    }
}
