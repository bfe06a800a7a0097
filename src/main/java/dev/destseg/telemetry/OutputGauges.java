package dev.destseg.telemetry;

import dev.destseg.line.OutputSettings;
import dev.destseg.line.Outputs;
import dev.destseg.line.output.OutputState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

/** How far those have come who are to hear of verdicts, by their names in the configuration. */
@Singleton
class OutputGauges implements MeterBinder {
    private static final String TAG = "output";

    private final OutputSettings settings;
    private final Outputs outputs;

    OutputGauges(OutputSettings settings, Outputs outputs) {
        this.settings = settings;
        this.outputs = outputs;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        settings.all().keySet().forEach(name -> bind(registry, name));
    }

    private void bind(MeterRegistry registry, String name) {
        FunctionCounter.builder("destseg.output.delivered", outputs, of(name, OutputState::delivered))
                .description("Verdicts that an output was told of")
                .tag(TAG, name)
                .register(registry);
        FunctionCounter.builder("destseg.output.dropped", outputs, of(name, OutputState::dropped))
                .description("Verdicts that an output was never told of, since they waited too long or were too many")
                .tag(TAG, name)
                .register(registry);
        FunctionCounter.builder("destseg.output.refused", outputs, of(name, OutputState::refused))
                .description("Verdicts that an output refused for good, which were put aside")
                .tag(TAG, name)
                .register(registry);
        Gauge.builder("destseg.output.waiting", outputs, of(name, OutputState::waiting))
                .description("Verdicts that an output was not told of yet")
                .tag(TAG, name)
                .register(registry);
        Gauge.builder("destseg.output.age", outputs, of(name, OutputGauges::seconds))
                .description("How long the first of them has waited")
                .baseUnit("seconds")
                .tag(TAG, name)
                .register(registry);
        Gauge.builder("destseg.output.failing", outputs, of(name, state -> state.failing() ? 1 : 0))
                .description("1 while an output cannot be told")
                .tag(TAG, name)
                .register(registry);
    }

    private static ToDoubleFunction<Outputs> of(String name, ToDoubleFunction<OutputState> figure) {
        return outputs -> outputs.states().stream()
                .filter(state -> state.name().equals(name))
                .mapToDouble(figure)
                .findFirst()
                .orElse(0);
    }

    private static double seconds(OutputState state) {
        return state.oldest()
                .map(time -> Duration.between(time, Instant.now()).toMillis() / 1e3)
                .orElse(0.0);
    }
}
