/**
 * Adds a model that computes with bytes to a recipe: calibrated on its good images, compared with the model in float on
 * validation images, and carried only if it judges as well.
 *
 * <p>Which calibration is used, and whether biases are corrected, is decided by the deviation of the maps on images of
 * the calibration, good ones and ones with synthetic defects; the validation images only accept or refuse. When they
 * refuse, the layers that cost most quality go back to float, twice as many at each attempt.
 *
 * <p>The threshold stays the recipe's. So that this is right, verdicts must not change either: at most one validation image
 * in fifty may be judged otherwise.
 */
@NullMarked
package dev.destseg.inspection.quantization;

import org.jspecify.annotations.NullMarked;
