package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Pictures;
import dev.destseg.bench.LineReport;
import dev.destseg.bench.LineTrial;
import dev.destseg.inspection.TinyRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of what {@code scripts/bench line} runs for ten minutes. */
class KilledPlcLineIT {
    @TempDir
    private Path folder;

    @Test
    void everyPartHasOneVerdictInItsTurnThoughBrokerAndApplianceAreKilled() throws Exception {
        Path recipe = folder.resolve("tiny");
        TinyRecipe.withThreshold(0.5).writeTo(recipe);
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.write(images.resolve("1.png"), Pictures.png(10, 16));
        Files.write(images.resolve("2.png"), Pictures.png(250, 16));
        try (LineTrial trial = new LineTrial(recipe, images, Duration.ofMillis(500), folder)) {
            LineReport report = trial.run(Duration.ofSeconds(9), 1, Duration.ofSeconds(1));
            assertEquals(List.of(), report.faults());
            assertTrue(report.parts().size() >= 50, () -> report.parts().size() + " parts");
            assertTrue(report.interruptions() >= 1, "the appliance was never away");
        }
    }
}
