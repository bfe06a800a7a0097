package dev.destseg.training.instant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.destseg.image.Mask;
import dev.destseg.network.InstantModel;
import org.junit.jupiter.api.Test;

class RefinementChoiceTest {
    private static final int SIDE = 16;

    @Test
    void outlinesThatBecomeMoreExactAreRefined() {
        assertEquals(RefinementChoice.STRENGTH, chosen(map(8), map(6)));
    }

    @Test
    void whatGainsNothingOrLosesIsNotRefined() {
        assertEquals(0, chosen(map(6), map(6)));
        assertEquals(0, chosen(map(6), map(8)));
    }

    /** A defect of 6 columns. */
    private static float chosen(float[] plain, float[] refined) {
        byte[] inside = new byte[SIDE * SIDE];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = (byte) (i % SIDE < 6 ? 1 : 0);
        }
        RefinementChoice choice = new RefinementChoice();
        choice.add(plain, refined, new Mask(SIDE, SIDE, inside));
        choice.add(new float[SIDE * SIDE], new float[SIDE * SIDE], new Mask(SIDE, SIDE, new byte[SIDE * SIDE]));
        return choice.fit().get(InstantModel.REFINEMENT).data()[0];
    }

    /** High within so many columns. */
    private static float[] map(int columns) {
        float[] map = new float[SIDE * SIDE];
        for (int i = 0; i < map.length; i++) {
            map[i] = i % SIDE < columns ? 0.9f : 0.1f;
        }
        return map;
    }
}
