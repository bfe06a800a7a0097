package dev.destseg.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.AnomalyMap;
import dev.destseg.tensor.InputException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnomalyScoreTest {
    @Test
    void theCountFollowsTheNumberOfPixels() {
        assertEquals(100, AnomalyScore.countFor(256 * 256));
        assertEquals(400, AnomalyScore.countFor(512 * 512));
        assertEquals(25, AnomalyScore.countFor(128 * 128));
        assertEquals(1, AnomalyScore.countFor(1));
    }

    @Test
    void theHundredHighestDecideAt256() {
        float[] values = new float[256 * 256];
        Arrays.fill(values, 0.25f);
        Arrays.fill(values, 1000, 1050, 0.75f);
        assertEquals(0.5, AnomalyScore.of(new AnomalyMap(256, 256, values)), 1e-12);
    }

    @Property(tries = 300)
    void isTheMeanOfTheHighestSorted(
            @ForAll @Size(min = 1, max = 60) List<@FloatRange(min = 0, max = 1) Float> drawn,
            @ForAll @IntRange(min = 1, max = 60) int wanted) {
        int count = Math.min(wanted, drawn.size());
        float[] values = values(drawn);
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (int i = sorted.length - count; i < sorted.length; i++) {
            sum += sorted[i];
        }
        assertEquals(sum / count, AnomalyScore.ofHighest(new AnomalyMap(values.length, 1, values), count), 1e-12);
    }

    @Test
    void takesTheEndsOfTheRange() {
        float[] values = {0f, 1f, -0f, Float.MIN_VALUE};
        assertEquals(0.25, AnomalyScore.ofHighest(new AnomalyMap(2, 2, values), 4), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, -0.001f, 1.001f, Float.POSITIVE_INFINITY})
    void refusesAValueOutsideTheRange(float bad) {
        InputException refused = assertThrows(
                InputException.class, () -> AnomalyScore.of(new AnomalyMap(2, 1, new float[] {0.5f, bad})));
        assertTrue(refused.getMessage().contains(String.valueOf(bad)), refused.getMessage());
    }

    private static float[] values(List<Float> drawn) {
        float[] values = new float[drawn.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = drawn.get(i);
        }
        return values;
    }
}
