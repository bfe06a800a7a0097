package dev.destseg.inspection.quantization;

import dev.destseg.dataset.Dataset;
import dev.destseg.quantization.RangeMethod;
import dev.destseg.recipe.StoredRecipe;
import java.util.List;

/**
 * What to quantise, and with what.
 *
 * @param recipe with a model in float
 * @param dataset of the same product
 * @param methods of calibration to choose from, at least one
 * @param images to calibrate on, at least 1; fewer are taken where there are fewer
 * @param threads for the networks, at least 1
 */
public record QuantizationRequest(
        StoredRecipe recipe, Dataset dataset, List<RangeMethod> methods, int images, int threads) {
    public QuantizationRequest {
        methods = List.copyOf(methods);
        if (methods.isEmpty() || images < 1 || threads < 1) {
            throw new IllegalArgumentException("Quantisation needs a calibration, an image and a thread");
        }
    }
}
