package dev.destseg.telemetry;

import dev.destseg.machine.Thermometers;
import dev.destseg.machine.ThrottleCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Heat, slowing down and disk, as far as the machine tells. What health watches, from the same places. */
@Singleton
class MachineGauges implements MeterBinder {
    private final Thermometers thermometers;
    private final ThrottleCounters counters;
    private final Path disk;

    MachineGauges(
            @ConfigProperty(name = "destseg.health.thermal") Path thermal,
            @ConfigProperty(name = "destseg.health.processors") Path processors,
            @ConfigProperty(name = "destseg.health.sensors") Path sensors,
            @ConfigProperty(name = "destseg.health.disk") Path disk) {
        this.thermometers = new Thermometers(thermal);
        this.counters = new ThrottleCounters(processors, sensors);
        this.disk = disk;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String zone : thermometers.celsius().keySet()) {
            Gauge.builder("destseg.temperature.celsius", thermometers, all -> all.celsius(zone)
                            .orElse(Double.NaN))
                    .description("Temperature of a thermal zone")
                    .tag("zone", zone)
                    .strongReference(true)
                    .register(registry);
        }
        FunctionCounter.builder("destseg.throttling.events", this, gauges -> gauges.counters
                        .events()
                        .orElse(0))
                .description("How often the machine has slowed itself down since it was switched on")
                .register(registry);
        Gauge.builder("destseg.disk.free", this, gauges -> gauges.disk.toFile().getUsableSpace())
                .description("Free space where the appliance keeps its data")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("destseg.disk.size", this, gauges -> gauges.disk.toFile().getTotalSpace())
                .description("Size of that disk")
                .baseUnit("bytes")
                .register(registry);
    }
}
