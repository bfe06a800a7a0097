package dev.destseg.training.instant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.destseg.image.Mask;
import dev.destseg.network.InstantParameters;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FusionWeightsTest {
    /** Four positions of 4 x 4 pixels each; the defect covers the first. */
    private static final Mask DEFECT = firstQuarter();

    private static final Mask NOTHING = new Mask(8, 8, new byte[64]);

    private static Mask firstQuarter() {
        byte[] data = new byte[64];
        for (int i = 0; i < 32; i++) {
            data[i] = (byte) (i % 8 < 4 ? 1 : 0);
        }
        return new Mask(8, 8, data);
    }

    private static float weight(FusionWeights weights, String name) {
        return Objects.requireNonNull(weights.fit().get(InstantParameters.fusionWeight(name)))
                .data()[0];
    }

    @Test
    void aDistanceCountsByTheFourthPowerOfItsPrecision() {
        FusionWeights weights = new FusionWeights(List.of("finds", "misses"));
        weights.add("finds", new float[] {5, 1, 1, 1}, DEFECT);
        weights.add("finds", new float[4], NOTHING);
        weights.add("misses", new float[] {2, 1, 1, 0}, DEFECT);
        // The defect comes second: a precision of one half, and so a sixteenth of the other's weight.
        weights.add("misses", new float[] {5, 0, 0, 0}, NOTHING);

        assertEquals(16 / 17.0, weight(weights, "finds"), 1e-6);
        assertEquals(1 / 17.0, weight(weights, "misses"), 1e-6);
    }

    /** A row of eight by eight positions; the defect covers the first. */
    @Test
    void whatLiesBesideADefectIsNoError() {
        byte[] data = new byte[64];
        data[0] = 1;
        Mask first = new Mask(8, 8, data);
        float[] sharp = new float[64];
        sharp[0] = 2;
        float[] blurred = sharp.clone();
        blurred[1] = 3;
        blurred[3 * 8 + 3] = 3;
        float[] elsewhere = sharp.clone();
        elsewhere[4] = 3;
        FusionWeights weights = new FusionWeights(List.of("sharp", "blurred", "elsewhere"));
        weights.add("sharp", sharp, first);
        weights.add("blurred", blurred, first);
        weights.add("elsewhere", elsewhere, first);

        assertEquals(weight(weights, "sharp"), weight(weights, "blurred"), 1e-6);
        assertEquals(weight(weights, "sharp") / 16, weight(weights, "elsewhere"), 1e-6);
    }

    @Test
    void distancesThatTellTheSameCountTheSame() {
        FusionWeights weights = new FusionWeights(List.of("one", "two"));
        for (String name : List.of("one", "two")) {
            weights.add(name, new float[] {3, 1, 2, 0}, DEFECT);
        }

        assertEquals(0.5, weight(weights, "one"), 1e-6);
    }

    @Test
    void nothingIsWeighedByGoodPartsAlone() {
        FusionWeights weights = new FusionWeights(List.of("one"));
        weights.add("one", new float[] {3, 1, 2, 0}, new Mask(8, 8, new byte[64]));

        assertThrows(IllegalStateException.class, weights::fit);
    }
}
