package dev.destseg.bench;

import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.InspectionSettings;
import dev.destseg.inspection.Stage;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.JournalRecorder;
import dev.destseg.inspection.journal.SmallJournal;
import dev.destseg.recipe.StoredRecipe;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What judges in the appliance, in this process: queue, checks, networks, journal; no HTTP. */
public record OwnAppliance(ActiveRecipes recipes, Journal journal, InspectionService service, String product)
        implements AutoCloseable {
    public static OwnAppliance of(StoredRecipe recipe, String product, Path folder) throws Exception {
        InspectionSettings settings = ConfigUtils.configBuilder()
                .withMapping(InspectionSettings.class)
                .build()
                .getConfigMapping(InspectionSettings.class);
        ActiveRecipes recipes = new ActiveRecipes(new OnnxRuntime(), settings, Clock.systemUTC());
        recipes.activate(product, recipe);
        Journal journal = SmallJournal.open(Files.createDirectories(folder));
        InspectionService service = new InspectionService(
                recipes, settings, new JournalRecorder(journal), completed -> {}, Clock.systemUTC());
        return new OwnAppliance(recipes, journal, service, product);
    }

    /**
     * Until it is written down.
     *
     * @return tells how long the stages took, from the queue to the verdict
     */
    Supplier<Map<Stage, Duration>> judge(byte[] image) {
        CompletedInspection judged = service.submit(new InspectionRequest(
                        image, Optional.of(product), Optional.empty(), Optional.empty(), Optional.empty()))
                .join();
        if (judged.inspection().verdict() == Verdict.CANNOT_JUDGE) {
            throw new IllegalStateException("Not judged: " + judged.inspection().reason());
        }
        return judged::stages;
    }

    @Override
    public void close() {
        service.close();
        recipes.close();
        journal.close();
    }
}
