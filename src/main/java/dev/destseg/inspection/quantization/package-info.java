/**
 * Adds a model that computes with bytes to a recipe: calibrated on its good images, compared with the model in float on
 * validation images, and carried only if it judges as well.
 *
 * <p>Which calibration is used, and whether biases are corrected, is decided by the deviation of the maps on images of
 * the calibration, good ones and ones with synthetic defects; the validation images only accept or refuse. When they
 * refuse, the layers that cost most quality go back to float, twice as many at each attempt.
 *
 * <p>A box uses the model only while it judges the golden set hardly further from floats than where it was made ({@link
 * dev.destseg.inspection.quantization.Tolerances}); one that is so far from them there that this could find no fault is
 * refused, too.
 *
 * <p>The threshold stays the recipe's. So that this is right, verdicts are looked at too: what is wrong with bytes and right
 * in float, less what is the other way round, may be one validation image in a hundred.
 */
@NullMarked
package dev.destseg.inspection.quantization;

import org.jspecify.annotations.NullMarked;
