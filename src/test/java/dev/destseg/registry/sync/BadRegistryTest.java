package dev.destseg.registry.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few boxes and a bad registry for a few seconds; {@code scripts/bench registry} does it with many for ten minutes. */
class BadRegistryTest {
    @TempDir
    private Path folder;

    @Test
    void everyBoxComesToTheRightRecipeAndNoneEverToAnUnverifiedOne() throws Exception {
        BadRegistry.Counts counts = new BadRegistry(folder, 4, 7).run(Duration.ofSeconds(10));

        assertEquals(4, counts.right(), counts::toString);
        assertEquals(List.of(), counts.wrong());
        assertTrue(counts.activations() >= 4, counts::toString);
        assertTrue(!counts.failures().isEmpty(), counts::toString);
    }
}
