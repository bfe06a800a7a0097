package dev.destseg.telemetry;

import dev.destseg.line.LineSettings;
import dev.destseg.line.StationAnswers;
import dev.destseg.line.Stations;
import dev.destseg.line.trigger.AnswerState;
import dev.destseg.line.trigger.StationState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What came of triggers, by station. */
@Singleton
class StationGauges implements MeterBinder {
    private final LineSettings settings;
    private final Stations stations;
    private final StationAnswers answers;

    StationGauges(LineSettings settings, Stations stations, StationAnswers answers) {
        this.settings = settings;
        this.stations = stations;
        this.answers = answers;
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
            bindAnswers(registry, name);
        });
    }

    private void bindAnswers(MeterRegistry registry, String name) {
        FunctionCounter.builder("destseg.station.answers", answers, answered(name, AnswerState::answers))
                .description("Verdicts that a station was given")
                .tag("station", name)
                .register(registry);
        FunctionCounter.builder("destseg.station.late", answers, answered(name, AnswerState::late))
                .description("Parts of a station whose deadline passed before they were judged")
                .tag("station", name)
                .register(registry);
        time(registry, name, "0.5", AnswerState::median);
        time(registry, name, "0.99", AnswerState::longest);
    }

    private void time(
            MeterRegistry registry, String name, String quantile, Function<AnswerState, Optional<Duration>> time) {
        ToDoubleFunction<AnswerState> seconds =
                state -> time.apply(state).map(each -> each.toNanos() / 1e9).orElse(Double.NaN);
        Gauge.builder("destseg.station.answer", answers, answered(name, seconds))
                .description("From the acceptance of a part until its verdict was given, of the last 1000")
                .baseUnit("seconds")
                .tag("station", name)
                .tag("quantile", quantile)
                .register(registry);
    }

    private static ToDoubleFunction<StationAnswers> answered(String name, ToDoubleFunction<AnswerState> figure) {
        return answers -> figure.applyAsDouble(answers.states().get(name));
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
