package dev.destseg.training.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageWriter;
import dev.destseg.network.weights.StateDictionaryReader;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.training.datasets.Label;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trainings of a dataset that holds defective parts too. With real processes; the limit only ends what hangs. */
@Timeout(600)
class ShownDefectsTest {
    private static final int DEFECTIVE = 6;

    @TempDir
    private Path folder;

    @Test
    void aMemoryLearnsFromSomeOfTheDefectivePartsAndIsTriedOnTheOthers() throws Exception {
        try (Box box = Box.open(folder)) {
            for (int i = 0; i < DEFECTIVE; i++) {
                box.flanges().add(spotted(i), Label.DEFECTIVE, Optional.empty(), "test");
            }
            Run asked = box.runs().submit(box.instant(), "Kim");
            box.runs().start();

            Run run = box.awaitEnd(asked);

            assertEquals(RunStatus.DONE, run.status(), run::toString);
            StoredRecipe candidate = RecipeReader.read(box.runs().candidate(run.id()));
            int shown = candidate
                    .recipe()
                    .description()
                    .provenance()
                    .metrics()
                    .get("shown_defects")
                    .intValue();
            int tried = run.comparison()
                    .orElseThrow()
                    .at("/groups/held-out/candidate/defective")
                    .asInt();
            assertTrue(StateDictionaryReader.read(candidate.path(Recipe.CHECKPOINT))
                    .tensors()
                    .containsKey("defect0.weight"));
            assertTrue(shown > 0 && tried > 0, run::toString);
            assertEquals(DEFECTIVE, shown + tried, run::toString);
        }
    }

    private static byte[] spotted(int number) {
        Image image = new ImageReader().read(Box.flange(40 + number), "flange");
        byte[] rgb = image.rgb().clone();
        for (int y = 20; y < 30; y++) {
            for (int x = 20 + 3 * number; x < 30 + 3 * number; x++) {
                rgb[3 * (y * image.width() + x)] = (byte) 255;
            }
        }
        return ImageWriter.png(new Image(image.width(), image.height(), rgb));
    }
}
