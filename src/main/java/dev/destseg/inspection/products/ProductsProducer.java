package dev.destseg.inspection.products;

import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.recipe.RecipeAdmission;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sealing;
import dev.destseg.recipe.ThisAppliance;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what judges. Store and journal are made when they are first asked for: inject an {@code Instance} where
 * that is not certain.
 */
@ApplicationScoped
class ProductsProducer {
    /** Before the journal is closed, which candidates write to. */
    private static final int EARLY = 1;

    private @Nullable Shadows made;

    @Produces
    @Singleton
    RecipeStore store(
            @ConfigProperty(name = "destseg.data-directory") Path dataDirectory,
            @ConfigProperty(name = "quarkus.application.version") String version,
            RecipeSettings settings) {
        return RecipeStore.open(
                dataDirectory.resolve(RecipeStore.DIRECTORY),
                Sealing.with(settings.boxKey(), settings.seal()),
                ThisAppliance.of(version));
    }

    @Produces
    @Singleton
    ProductStart start(RecipeStore store, ActiveRecipes recipes) {
        return new ProductStart(store, recipes);
    }

    @Produces
    @Singleton
    synchronized Shadows shadows(RecipeSettings settings, InspectionService inspections, Journal journal) {
        Shadows shadows = new Shadows(settings.candidates(), inspections::isIdle, journal::append, Clock.systemUTC());
        made = shadows;
        return shadows;
    }

    @Produces
    @Singleton
    Products products(
            RecipeStore store,
            @ConfigProperty(name = "destseg.data-directory") Path dataDirectory,
            ActiveRecipes recipes,
            ProductStart start,
            Shadows shadows,
            RecipeSettings settings,
            RecipeAdmission admission,
            Journal journal) {
        return new Products(
                store,
                recipes,
                start,
                shadows,
                new ChangeLog(journal::append, Clock.systemUTC()),
                admission,
                dataDirectory,
                settings.keep());
    }

    @Produces
    @Singleton
    Rehearsals rehearsals(RecipeStore store, ActiveRecipes recipes, Journal journal, InspectionService inspections) {
        return new Rehearsals(store, recipes, journal.queries(), inspections::isIdle);
    }

    void hear(@Observes CompletedInspection completed, Shadows shadows) {
        shadows.hear(completed);
    }

    synchronized void close(@Observes @Priority(EARLY) ShutdownEvent end) {
        if (made != null) {
            made.close();
        }
    }
}
