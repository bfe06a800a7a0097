package dev.destseg.telemetry;

import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.Stage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Locale;

/** Counts what the appliance judges. The number of products, and with it of series, is bounded by the configuration. */
@ApplicationScoped
class InspectionMeters {
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };
    private static final double[] SCORES = {0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};

    private final MeterRegistry registry;

    InspectionMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(@Observes CompletedInspection completed) {
        String product = completed.product();
        Counter.builder("destseg.inspections")
                .description("Inspections that ended, by verdict")
                .tag("product", product)
                .tag("verdict", completed.inspection().verdict().name())
                .register(registry)
                .increment();
        completed.stages().forEach(this::record);
        completed.inspection().score().ifPresent(score -> DistributionSummary.builder("destseg.inspection.score")
                .description("Anomaly scores")
                .tag("product", product)
                .serviceLevelObjectives(SCORES)
                .register(registry)
                .record(score));
    }

    private void record(Stage stage, Duration duration) {
        Timer.builder("destseg.inspection.stage")
                .description("How long the stages of inspections take")
                .tag("stage", stage.name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(LATENCIES)
                .register(registry)
                .record(duration);
    }
}
