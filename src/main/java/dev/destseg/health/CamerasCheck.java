package dev.destseg.health;

import dev.destseg.line.Stations;
import dev.destseg.line.camera.CameraState;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether every camera sees something. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class CamerasCheck implements HealthCheck {
    private final Stations stations;

    CamerasCheck(Stations stations) {
        this.stations = stations;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("cameras");
        boolean up = true;
        for (CameraState state : stations.cameras()) {
            up &= state.problem().isEmpty();
            answer.withData(state.name(), state.problem().orElseGet(() -> seen(state)));
        }
        return answer.status(up).build();
    }

    private static String seen(CameraState state) {
        return String.format(
                Locale.ROOT,
                "%d pictures since the start, %.1f a second of %d x %d pixels, brightness %.0f, contrast %.0f, sharpness"
                        + " %.1f",
                state.frames(),
                state.rate(),
                state.width(),
                state.height(),
                state.looks().map(looks -> looks.brightness()).orElse(0.0),
                state.looks().map(looks -> looks.contrast()).orElse(0.0),
                state.looks().map(looks -> looks.sharpness()).orElse(0.0));
    }
}
