package dev.destseg.telemetry;

import dev.destseg.registry.sync.RegistrySync;
import dev.destseg.registry.sync.Revocations;
import dev.destseg.registry.sync.Stage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** How old the last synchronisation is, and what of the registry is refused or was revoked. */
@Singleton
class RegistryGauges implements MeterBinder {
    private final Instance<RegistrySync> sync;
    private final Instance<Revocations> revocations;

    RegistryGauges(Instance<RegistrySync> sync, Instance<Revocations> revocations) {
        this.sync = sync;
        this.revocations = revocations;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("destseg.registry.age", this, RegistryGauges::age)
                .description(
                        "Time since the registry answered for all channels; NaN before that, and where none is followed")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("destseg.registry.refused", this, RegistryGauges::refused)
                .description("Channels whose recipe is refused or was rejected")
                .register(registry);
        Gauge.builder(
                        "destseg.recipes.revoked",
                        this,
                        gauges -> gauges.revocations.get().revoked().size())
                .description("Products that are judged by a recipe that was revoked")
                .register(registry);
    }

    private double age() {
        return sync.get().age().map(age -> (double) age.toSeconds()).orElse(Double.NaN);
    }

    private double refused() {
        return sync.get().states().values().stream()
                .filter(state -> state.stage() == Stage.REFUSED || state.stage() == Stage.REJECTED)
                .count();
    }
}
