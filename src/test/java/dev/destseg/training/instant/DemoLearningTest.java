package dev.destseg.training.instant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.dataset.Sight;
import dev.destseg.image.ImageReader;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.Inspector;
import dev.destseg.inspection.Verdict;
import dev.destseg.network.Light;
import dev.destseg.recipe.StoredRecipe;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoLearningTest {
    private static final InstantSettings SMALL =
            new InstantSettings(128, Sight.ALL, Light.STEADY, 200, 2000, 40, 20, 0.15, 1);

    @TempDir
    private Path folder;

    @Test
    void learnsARecipeThatFindsTheDefectOfTheImageToTry() {
        Path directory = folder.resolve("data/demo");
        StoredRecipe recipe = new DemoLearning(directory, SMALL, new OnnxRuntime(), "test").run(new Heard());
        assertEquals("demo", recipe.recipe().description().name());
        assertTrue(recipe.directory().startsWith(directory));
        try (Inspector inspector = Inspector.open(recipe, new OnnxRuntime(), 1)) {
            Path scratched = DemoLearning.defective(directory);
            assertEquals(
                    Verdict.DEFECT,
                    inspector.inspect(new ImageReader().read(scratched)).verdict());
        }
    }
}
