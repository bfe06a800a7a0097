package dev.destseg.inspection;

import dev.destseg.inspection.engines.EngineChange;
import dev.destseg.inspection.engines.Engines;
import dev.destseg.inspection.engines.PlanDirectory;
import dev.destseg.machine.Backlog;
import dev.destseg.recipe.Sealing;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the parts of inspection together; nothing of it uses a thread or memory to speak of before a recipe is active. */
@ApplicationScoped
class Appliance {
    @Produces
    @Singleton
    Engines engines(
            InspectionSettings settings,
            @ConfigProperty(name = "destseg.data-directory") Path dataDirectory,
            @ConfigProperty(name = "destseg.recipes.box-key") Optional<Path> boxKey,
            @ConfigProperty(name = "destseg.recipes.seal", defaultValue = "true") boolean seal,
            Event<EngineChange> changes) {
        PlanDirectory plans = new PlanDirectory(dataDirectory.resolve("engines"), Sealing.with(boxKey, seal));
        plans.forgetOpen();
        return new Engines(settings.device(), plans, changes::fire, Clock.systemUTC());
    }

    @Produces
    @Singleton
    ActiveRecipes recipes(Engines engines, InspectionSettings settings) {
        return new ActiveRecipes(engines.runtime(), settings, Clock.systemUTC());
    }

    @Produces
    @Singleton
    InspectionService inspections(
            ActiveRecipes recipes,
            InspectionSettings settings,
            InspectionRecorder recorder,
            Event<CompletedInspection> listeners) {
        return new InspectionService(recipes, settings, recorder, listeners::fire, Clock.systemUTC());
    }

    @Produces
    @Singleton
    GoldenWatch watch(ActiveRecipes recipes, InspectionSettings settings) {
        return new GoldenWatch(recipes, settings);
    }

    /** What learning on this box gives way to. */
    @Produces
    @Singleton
    Backlog backlog(InspectionService inspections) {
        return inspections::waiting;
    }

    /**
     * The server takes requests, which clients send on connections that they have, until none is under way, and then closes
     * all connections; one that was accepted in between would be judged without an answer.
     */
    void refuse(@Observes ShutdownDelayInitiatedEvent begin, InspectionService service) {
        service.refuse();
    }

    void close(@Disposes GoldenWatch watch) {
        watch.close();
    }

    void close(@Disposes InspectionService service) {
        service.close();
    }

    void close(@Disposes ActiveRecipes recipes) {
        recipes.close();
    }

    void close(@Disposes Engines engines) {
        engines.close();
    }
}
