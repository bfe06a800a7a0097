package dev.destseg.inspection.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.ImageStatistics;
import dev.destseg.recipe.GoodTraits;
import dev.destseg.recipe.Sha256;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProductDriftTest {
    private static final Sha256 RECIPE = Sha256.of(new byte[0]);

    private static final GoodTraits TAUGHT = GoodTraits.of(IntStream.range(0, 50)
            .mapToObj(i -> new ImageStatistics(100 + i % 5, 40 + i % 3, 10 + 0.1 * (i % 4)))
            .toList());

    private static void see(ProductDrift drift, double brightness, int times) {
        for (int i = 0; i < times; i++) {
            drift.add(new ImageStatistics(brightness, 41, 10.15), OptionalDouble.empty());
        }
    }

    @Test
    void theTraitThatHasMovedTheFarthestCounts() {
        ProductDrift drift = new ProductDrift("flange", RECIPE, Optional.of(TAUGHT));
        see(drift, 102, 40);
        assertTrue(drift.farthest() < 0.5, () -> "Like what was taught: " + drift.farthest());

        see(drift, 60, 40);

        assertTrue(drift.farthest() > 1.5, () -> "Much darker: " + drift.farthest());
        assertEquals(Math.abs(drift.states().get(Trait.BRIGHTNESS).position()), drift.farthest());
    }

    @Test
    void whatIsNotWatchedHasNotMoved() {
        ProductDrift drift = new ProductDrift("flange", RECIPE, Optional.empty());
        see(drift, 0, 40);
        assertEquals(0, drift.farthest());
    }
}
