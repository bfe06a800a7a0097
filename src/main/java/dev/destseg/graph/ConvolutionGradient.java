package dev.destseg.graph;

import dev.destseg.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of a convolution. ONNX Runtime's kernel ConvGrad makes all three, but expands image by image on one
 * thread before it multiplies. So it makes only what is left after two forms that use threaded kernels, taken where they
 * apply. Measured on two busy cores, batch 8, median time relative to ConvGrad, by channels in, out and extent:
 *
 * <ul>
 *   <li>gradient of the input as a convolution, against the gradient of the weights by ConvGrad, which is as many
 *       multiplications: 0.55 (32, 32, 64), 0.64 (64, 64, 32), 0.66 (320, 64, 64);
 *   <li>gradient of the weights by shifted copies: 0.79 (32, 32, 64), 0.93 (64, 64, 32), 0.79 (64, 64, 64), 0.86 (320, 64,
 *       64), 1.01 (64, 64, 64 with dilation 12, where it is not used).
 * </ul>
 */
final class ConvolutionGradient {
    /** Of the image for each channel, for shifted copies to pay: their sum over the batch grows with channels squared. */
    private static final int LEAST_PIXELS = 8;

    private static final int TAPS = 3;

    private final GradientRules.Site site;
    private final Operators ops;

    private ConvolutionGradient(GradientRules.Site site) {
        this.site = site;
        this.ops = site.ops();
    }

    /** The gradients of image, weights and bias, null for those not asked for. */
    static List<@Nullable Value> of(GradientRules.Site site) {
        return new ConvolutionGradient(site).gradients();
    }

    private List<@Nullable Value> gradients() {
        boolean turned = site.needs(0) && isTurnable();
        boolean shifted = site.needs(1) && isShiftable();
        List<Boolean> left = new ArrayList<>(site.needed());
        left.set(0, site.needs(0) && !turned);
        left.set(1, site.needs(1) && !shifted);
        List<@Nullable Value> results = byKernel(left);
        if (turned) {
            results.set(0, byTurnedWeights());
        }
        if (shifted) {
            results.set(1, byShiftedCopies());
        }
        return results;
    }

    private List<@Nullable Value> byKernel(List<Boolean> wanted) {
        List<@Nullable Value> results = new ArrayList<>(Collections.nCopies(wanted.size(), null));
        if (!wanted.contains(true)) {
            return results;
        }
        List<Value> arguments = List.of(site.dy(), site.input(0), site.input(1));
        List<Value> made = ops.builder()
                .add("ConvGrad", Node.MICROSOFT, arguments, site.node().attributes(), wanted);
        for (int i = 0; i < made.size(); i++) {
            results.set(i, wanted.get(i) ? made.get(i) : null);
        }
        return results;
    }

    private boolean isTurnable() {
        int[] strides = site.node().wholes("strides", 1, 1);
        return strides[0] == 1 && strides[1] == 1 && site.node().whole("group", 1) == 1;
    }

    /** dX = dY convolved with the weights turned by 180 degrees, channels in and out exchanged. */
    private Value byTurnedWeights() {
        Value weight = ops.transpose(site.input(1), 1, 0, 2, 3);
        int[] kernel = {weight.shape().extent(2), weight.shape().extent(3)};
        int[] dilations = site.node().wholes("dilations", 1, 1);
        int[] pads = site.node().wholes("pads", 0, 0, 0, 0);
        int[] turnedPads = new int[pads.length];
        for (int i = 0; i < pads.length; i++) {
            turnedPads[i] = dilations[i % 2] * (kernel[i % 2] - 1) - pads[i];
        }
        Map<String, Attribute> attributes = new HashMap<>(site.node().attributes());
        attributes.put("pads", Attribute.of(turnedPads));
        Value turned = kernel[0] * kernel[1] == 1 ? weight : ops.flip(weight);
        return ops.builder().add("Conv", List.of(site.dy(), turned), attributes);
    }

    /** 3 x 3, extents kept, large images of few channels, and not so dilated that the zeros around them weigh much. */
    private boolean isShiftable() {
        Shape image = site.input(0).shape();
        Shape weight = site.input(1).shape();
        int[] d = site.node().wholes("dilations", 1, 1);
        int[] same = {d[0], d[1], d[0], d[1]};
        return isTurnable()
                && weight.extent(2) == TAPS
                && weight.extent(3) == TAPS
                && d[0] == d[1]
                && Arrays.equals(site.node().wholes("pads", 0, 0, 0, 0), same)
                && 8 * d[0] <= image.extent(2)
                && image.extent(2) * image.extent(3) >= LEAST_PIXELS * Math.max(weight.extent(0), weight.extent(1));
    }

    /**
     * dW[o, i, r, c] is the sum of dY[o, y, x] X[i, y + r d - d, x + c d - d] over pixels and images, d the dilation. Three
     * copies of dY, moved down by r d, stand above each other, and three copies of X, moved left by c d - d; one product of
     * the two holds all nine taps. That copies 3 (O + I) H W numbers where the expansion of X has 9 I H W.
     */
    private Value byShiftedCopies() {
        long d = site.node().wholes("dilations", 1, 1)[0];
        Shape image = site.input(0).shape();
        long in = image.extent(1);
        long out = site.dy().shape().extent(1);
        long pixels = (image.extent(2) + 2 * d) * image.extent(3);
        List<Value> gradients = new ArrayList<>();
        List<Value> images = new ArrayList<>();
        for (int tap = 0; tap < TAPS; tap++) {
            long shift = tap * d;
            gradients.add(ops.pad(site.dy(), 0, 0, shift, 0, 0, 0, 2 * d - shift, 0));
            images.add(ops.pad(site.input(0), 0, 0, d, d - shift, 0, 0, d, shift - d));
        }
        Value rows = ops.reshape(ops.concatenate(1, gradients), 0, TAPS * out, pixels);
        Value columns = ops.reshape(ops.concatenate(1, images), 0, TAPS * in, pixels);
        Value taps = ops.sum(ops.matMulTransposed(rows, columns), false, 0);
        return ops.transpose(ops.reshape(taps, TAPS, out, TAPS, in), 1, 3, 0, 2);
    }
}
