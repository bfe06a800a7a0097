package dev.destseg.registry.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.registry.RealRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box that is killed while it pulls and activates; {@code scripts/bench registry} does so a hundred times. */
class KilledBoxTest {
    @TempDir
    private Path folder;

    @Test
    void itComesBackJudgingWithTheOldOrTheNewRecipeWhole() throws Exception {
        try (RealRegistry registry = RealRegistry.start(folder.resolve("registry"))) {
            KilledBox.Counts counts = new KilledBox(registry, folder, 1).run(4);

            assertEquals(4, counts.kills());
            assertEquals(4, counts.oldRecipe() + counts.newRecipe());
            assertTrue(counts.wrong().isEmpty(), () -> counts.wrong().toString());
        }
    }
}
