package dev.destseg.telemetry;

import dev.destseg.image.ImageStatistics;
import dev.destseg.line.LineSettings;
import dev.destseg.line.Stations;
import dev.destseg.line.camera.CameraState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** What cameras see, by station. */
@Singleton
class CameraGauges implements MeterBinder {
    private final LineSettings settings;
    private final Stations stations;

    CameraGauges(LineSettings settings, Stations stations) {
        this.settings = settings;
        this.stations = stations;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        settings.stations().forEach((name, station) -> {
            if (station.camera().isPresent()) {
                bind(registry, name);
            }
        });
    }

    private void bind(MeterRegistry registry, String name) {
        count(registry, name, "frames", "Pictures of the camera", CameraState::frames);
        count(registry, name, "restarts", "How often the camera was spoken to anew", CameraState::restarts);
        gauge(registry, name, "rate", "Pictures a second, lately", CameraState::rate);
        gauge(registry, name, "brightness", "Mean luma of the picture, 0 to 255", looks(ImageStatistics::brightness));
        gauge(registry, name, "contrast", "Deviation of the luma, 0 to 127.5", looks(ImageStatistics::contrast));
        gauge(registry, name, "sharpness", "Falls when out of focus", looks(ImageStatistics::sharpness));
        gauge(registry, name, "problem", "1 while no picture of the camera can be judged", state -> state.problem()
                .map(problem -> 1.0)
                .orElse(0.0));
    }

    private static ToDoubleFunction<CameraState> looks(ToDoubleFunction<ImageStatistics> figure) {
        return state -> state.looks().map(figure::applyAsDouble).orElse(Double.NaN);
    }

    private void count(
            MeterRegistry registry, String name, String what, String words, ToDoubleFunction<CameraState> count) {
        FunctionCounter.builder("destseg.camera." + what, stations, of(name, count))
                .description(words)
                .tag("station", name)
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry, String name, String what, String words, ToDoubleFunction<CameraState> figure) {
        Gauge.builder("destseg.camera." + what, stations, of(name, figure))
                .description(words)
                .tag("station", name)
                .register(registry);
    }

    private static ToDoubleFunction<Stations> of(String name, ToDoubleFunction<CameraState> figure) {
        return stations -> stations.cameras().stream()
                .filter(state -> state.name().equals(name))
                .mapToDouble(figure)
                .findFirst()
                .orElse(Double.NaN);
    }
}
