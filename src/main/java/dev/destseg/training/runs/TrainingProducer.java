package dev.destseg.training.runs;

import dev.destseg.dataset.ConfirmedParts;
import dev.destseg.machine.Backlog;
import dev.destseg.recipe.Drifts;
import dev.destseg.recipe.KnownRecipes;
import dev.destseg.recipe.LearnedRecipes;
import dev.destseg.training.datasets.DatasetSettings;
import dev.destseg.training.datasets.Datasets;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of training together. Files are opened when they are first asked for: inject an {@code Instance} where that
 * is not certain.
 */
@Singleton
@Unremovable
class TrainingProducer {
    private static final int BEFORE_THE_JOURNAL = 100;

    private final Path directory;
    private final RunSettings settings;
    private @Nullable TrainingRuns runs;
    private @Nullable AutomaticRuns automatic;

    TrainingProducer(@ConfigProperty(name = "destseg.data-directory") Path directory, RunSettings settings) {
        this.directory = directory;
        this.settings = settings;
    }

    @Produces
    @Singleton
    @Unremovable
    Datasets datasets(DatasetSettings bounds) {
        return Datasets.open(directory.resolve("datasets"), bounds, Clock.systemDefaultZone());
    }

    @Produces
    @Singleton
    @Unremovable
    synchronized TrainingRuns runs(
            Datasets datasets,
            KnownRecipes recipes,
            ConfirmedParts confirmed,
            Instance<LearnedRecipes> learned,
            Backlog backlog,
            Event<Run> listeners) {
        runs = TrainingRuns.open(
                directory.resolve("trainings"),
                datasets,
                recipes,
                confirmed,
                learned.isResolvable() ? Optional.of(learned.get()) : Optional.empty(),
                OwnProgram.running(),
                settings,
                backlog,
                listeners::fire,
                Clock.systemDefaultZone());
        return runs;
    }

    @Produces
    @Singleton
    @Unremovable
    synchronized AutomaticRuns automatic(
            TrainingRuns trainings, Datasets datasets, KnownRecipes recipes, ConfirmedParts confirmed, Drifts drifts) {
        automatic = new AutomaticRuns(trainings, datasets, recipes, confirmed, drifts, settings);
        return automatic;
    }

    /** While what trainings tell of themselves can still be written down. */
    synchronized void close(@Observes @Priority(BEFORE_THE_JOURNAL) ShutdownEvent end) {
        if (automatic != null) {
            automatic.close();
        }
        if (runs != null) {
            runs.close();
        }
    }
}
