package dev.destseg.inspection.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.ImageStatistics;
import dev.destseg.network.Light;
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
        ProductDrift drift = new ProductDrift("flange", RECIPE, Light.STEADY, Optional.of(TAUGHT));
        see(drift, 102, 40);
        assertTrue(drift.farthest() < 0.5, () -> "Like what was taught: " + drift.farthest());

        see(drift, 60, 40);

        assertTrue(drift.farthest() > 1.5, () -> "Much darker: " + drift.farthest());
        assertEquals(Math.abs(drift.states().get(Trait.BRIGHTNESS).position()), drift.farthest());
    }

    @Test
    void whereLightChangesItIsNoDriftAndLessFocusIsOne() {
        ProductDrift drift = new ProductDrift("flange", RECIPE, Light.CHANGING, Optional.of(TAUGHT));
        for (int i = 0; i < 40; i++) {
            drift.add(new ImageStatistics(61.2, 0.6 * 41, 0.6 * 10.15), OptionalDouble.empty());
        }
        assertTrue(drift.farthest() < 0.5, () -> "As in three fifths of the light: " + drift.farthest());
        assertFalse(drift.states().containsKey(Trait.BRIGHTNESS));

        for (int i = 0; i < 40; i++) {
            drift.add(new ImageStatistics(61.2, 0.6 * 41, 0.3 * 10.15), OptionalDouble.empty());
        }

        assertEquals(Math.abs(drift.states().get(Trait.SHARPNESS).position()), drift.farthest());
        assertTrue(drift.farthest() > 1.5, () -> "Out of focus: " + drift.farthest());
    }

    @Test
    void whatIsNotWatchedHasNotMoved() {
        ProductDrift drift = new ProductDrift("flange", RECIPE, Light.STEADY, Optional.empty());
        see(drift, 0, 40);
        assertEquals(0, drift.farthest());
    }
}
