package dev.destseg.training.instant;

import dev.destseg.evaluation.PixelPrecision;
import dev.destseg.image.Mask;
import dev.destseg.network.InstantModel;
import dev.destseg.tensor.FloatTensor;
import java.util.Map;

/**
 * Whether the memory map is refined by the colours of this product: where the outlines of synthetic defects become more
 * exact by it. So it is where all good parts look alike, as printed boards do; on a surface whose grain lies elsewhere in each part it
 * would cost a third of what is found. Not safe between threads.
 */
final class RefinementChoice {
    /** Of the parameter {@link InstantModel#REFINEMENT}, where there is one. */
    static final float STRENGTH = 0.5f;
    /** Of pixel AP; what is less may be chance. */
    private static final double LEAST_GAIN = 0.01;

    private final PixelPrecision plain = new PixelPrecision();
    private final PixelPrecision refined = new PixelPrecision();

    /** The parameters that a trial wants, and a choice in its favour gives. */
    static Map<String, FloatTensor> refining(float strength) {
        return Map.of(InstantModel.REFINEMENT, FloatTensor.of(new float[] {strength}, 1));
    }

    /**
     * Adds a synthetic defect, or a good part with an empty mask.
     *
     * @param plainMap the map without refinement, of the size of the mask
     * @param refinedMap the same with it
     */
    void add(float[] plainMap, float[] refinedMap, Mask mask) {
        for (int i = 0; i < plainMap.length; i++) {
            boolean inDefect = mask.data()[i] == 1;
            plain.add(plainMap[i], inDefect);
            refined.add(refinedMap[i], inDefect);
        }
    }

    /** The parameter, as {@link InstantModel} names it. */
    Map<String, FloatTensor> fit() {
        return refining(refined.average() - plain.average() >= LEAST_GAIN ? STRENGTH : 0);
    }
}
