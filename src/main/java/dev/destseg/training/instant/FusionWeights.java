package dev.destseg.training.instant;

import dev.destseg.evaluation.PixelPrecision;
import dev.destseg.image.Mask;
import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantParameters;
import dev.destseg.tensor.FloatTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much each distance counts for this product: in proportion to the fourth power of the pixel AP that it reaches alone
 * on large synthetic defects. What lies as near to a defect as {@link InstantModel#PEAK_REACH} is no error: the map lowers it
 * beside a peak, and coarse distances, which say best whether there is a defect, would pay for what finer ones say of its
 * outline. Small defects are always found best by the finest distance, and tell nothing of the
 * product; large ones are found best by coarse distances where the surface is rough, and by fine ones where all parts look
 * alike. Not safe between threads.
 */
final class FusionWeights {
    private static final int POWER = 4;

    private final Map<String, PixelPrecision> precisions = new LinkedHashMap<>();

    /** @param distances names, as {@link InstantModel.Level} has them */
    FusionWeights(List<String> distances) {
        distances.forEach(distance -> precisions.put(distance, new PixelPrecision()));
    }

    /**
     * Adds a synthetic defect, or a good part with an empty mask.
     *
     * @param z calibrated distances, side x side
     * @param mask a whole number of times as wide; a position is within the defect when the pixel at its middle is
     */
    void add(String distance, float[] z, Mask mask) {
        PixelPrecision precision = precisions.get(distance);
        if (precision == null) {
            throw new IllegalArgumentException("There is no distance " + distance + " to weigh");
        }
        int side = (int) Math.round(Math.sqrt(z.length));
        int stride = mask.width() / side;
        for (int i = 0; i < z.length; i++) {
            int x = i % side;
            int y = i / side;
            boolean within = within(mask, stride, x, y);
            if (within || !near(mask, stride, x, y, side)) {
                precision.add(z[i], within);
            }
        }
    }

    private static boolean within(Mask mask, int stride, int x, int y) {
        return mask.data()[(y * stride + stride / 2) * mask.width() + x * stride + stride / 2] == 1;
    }

    /** Whether a position of the defect is within {@link InstantModel#PEAK_REACH} of this one. */
    private static boolean near(Mask mask, int stride, int x, int y, int side) {
        int right = Math.min(side - 1, x + InstantModel.PEAK_REACH);
        int bottom = Math.min(side - 1, y + InstantModel.PEAK_REACH);
        for (int beside = Math.max(0, x - InstantModel.PEAK_REACH); beside <= right; beside++) {
            for (int above = Math.max(0, y - InstantModel.PEAK_REACH); above <= bottom; above++) {
                if (within(mask, stride, beside, above)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The parameters, as {@link InstantModel} names them; their sum is 1. */
    Map<String, FloatTensor> fit() {
        Map<String, Double> powers = new LinkedHashMap<>();
        precisions.forEach((distance, precision) -> powers.put(distance, Math.pow(precision.average(), POWER)));
        if (powers.containsValue(Double.NaN)) {
            throw new IllegalStateException("No pixel of a synthetic defect was looked at");
        }
        double sum = powers.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, FloatTensor> weights = new LinkedHashMap<>();
        powers.forEach((distance, power) -> weights.put(
                InstantParameters.fusionWeight(distance), FloatTensor.of(new float[] {(float) (power / sum)}, 1)));
        return weights;
    }
}
