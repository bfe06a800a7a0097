package dev.destseg.telemetry;

import dev.destseg.line.LineSettings;
import dev.destseg.line.Stations;
import dev.destseg.line.trigger.StationState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** What came of triggers, by station. */
@Singleton
class StationGauges implements MeterBinder {
    private final LineSettings settings;
    private final Stations stations;

    StationGauges(LineSettings settings, Stations stations) {
        this.settings = settings;
        this.stations = stations;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        settings.stations().keySet().forEach(name -> {
            count(registry, name, "accepted", StationState::triggers);
            count(registry, name, "missed", StationState::missed);
            count(registry, name, "doubled", StationState::doubled);
            count(registry, name, "anew", StationState::anew);
            count(registry, name, "refused", StationState::refused);
            count(registry, name, "unanswered", StationState::unanswered);
            Gauge.builder("destseg.station.problem", stations, of(name, state -> state.problem()
                            .map(problem -> 1.0)
                            .orElse(0.0)))
                    .description("1 while triggers of a station cannot be heard or answered")
                    .tag("station", name)
                    .register(registry);
        });
    }

    private void count(MeterRegistry registry, String name, String finding, ToDoubleFunction<StationState> count) {
        FunctionCounter.builder("destseg.station.triggers", stations, of(name, count))
                .description("Triggers of a station, by what became of them")
                .tag("station", name)
                .tag("finding", finding)
                .register(registry);
    }

    private static ToDoubleFunction<Stations> of(String name, ToDoubleFunction<StationState> figure) {
        return stations -> stations.states().stream()
                .filter(state -> state.name().equals(name))
                .mapToDouble(figure)
                .findFirst()
                .orElse(0);
    }
}
