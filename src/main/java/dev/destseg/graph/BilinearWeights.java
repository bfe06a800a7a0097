package dev.destseg.graph;

import dev.destseg.tensor.FloatTensor;

/**
 * Bilinear resizing along one axis as a matrix, with half-pixel centres and no anti-aliasing: output o reads the input at
 * (o + 0.5) from / to - 0.5, held inside the image.
 */
final class BilinearWeights {
    private BilinearWeights() {}

    /** The matrix A of y = A x, to x from. */
    static FloatTensor matrix(int from, int to) {
        float[] weights = new float[to * from];
        double scale = (double) from / to;
        for (int o = 0; o < to; o++) {
            double centre = Math.min(Math.max((o + 0.5) * scale - 0.5, 0), from - 1);
            int left = (int) centre;
            float right = (float) (centre - left);
            weights[o * from + left] += 1 - right;
            if (right > 0) {
                weights[o * from + left + 1] += right;
            }
        }
        return FloatTensor.of(weights, to, from);
    }

    /** The matrix A^T, from x to. */
    static FloatTensor transposed(int from, int to) {
        float[] weights = matrix(from, to).data();
        float[] turned = new float[weights.length];
        for (int o = 0; o < to; o++) {
            for (int i = 0; i < from; i++) {
                turned[i * to + o] = weights[o * from + i];
            }
        }
        return FloatTensor.of(turned, from, to);
    }
}
