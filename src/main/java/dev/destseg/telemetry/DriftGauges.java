package dev.destseg.telemetry;

import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.drift.DriftState;
import dev.destseg.inspection.drift.DriftWatch;
import dev.destseg.inspection.drift.Trait;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/** How far each trait of each product is from what was taught. A product has its gauges from its first inspection on. */
@ApplicationScoped
class DriftGauges {
    private final MeterRegistry registry;
    private final DriftWatch drift;

    DriftGauges(MeterRegistry registry, DriftWatch drift) {
        this.registry = registry;
        this.drift = drift;
    }

    void register(@Observes CompletedInspection completed) {
        for (Trait trait : Trait.values()) {
            if (drift.state(completed.product(), trait).isPresent()) {
                register(completed.product(), trait);
            }
        }
    }

    private void register(String product, Trait trait) {
        String name = trait.name().toLowerCase(Locale.ROOT);
        Gauge.builder("destseg.drift.position", drift, watch -> position(watch, product, trait))
                .description("Moving average of a trait: 0 as taught, -1 and 1 at the edges of its band")
                .tag("product", product)
                .tag("trait", name)
                .register(registry);
        Gauge.builder("destseg.drift.alarm", drift, watch -> alarm(watch, product, trait))
                .description("1 from when a trait leaves its band until it is well within it")
                .tag("product", product)
                .tag("trait", name)
                .register(registry);
    }

    private static double position(DriftWatch watch, String product, Trait trait) {
        return watch.state(product, trait).map(DriftState::position).orElse(Double.NaN);
    }

    private static double alarm(DriftWatch watch, String product, Trait trait) {
        return watch.state(product, trait)
                .map(state -> state.alarmed() ? 1.0 : 0.0)
                .orElse(Double.NaN);
    }
}
