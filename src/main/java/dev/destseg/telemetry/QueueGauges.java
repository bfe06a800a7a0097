package dev.destseg.telemetry;

import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.InspectionService;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** What waits, and what judges. */
@Singleton
class QueueGauges implements MeterBinder {
    private final InspectionService inspections;
    private final ActiveRecipes recipes;

    QueueGauges(InspectionService inspections, ActiveRecipes recipes) {
        this.inspections = inspections;
        this.recipes = recipes;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("destseg.queue.waiting", inspections, InspectionService::waiting)
                .description("Inspections that wait")
                .register(registry);
        Gauge.builder("destseg.queue.capacity", inspections, InspectionService::capacity)
                .description("Inspections that may wait")
                .register(registry);
        Gauge.builder("destseg.recipes.active", recipes, active -> active.all().size())
                .description("Products with an active recipe")
                .register(registry);
    }
}
