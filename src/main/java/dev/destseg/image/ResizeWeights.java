package dev.destseg.image;

/**
 * Which input positions make each output position along one axis, and with what weights: as {@link Resampling} says when
 * shrinking, a triangle as wide as one pixel when enlarging. Pixel centres lie at halves, as PIL has them. Immutable.
 *
 * @param starts the first input position of each output
 * @param counts how many input positions each output has, at least 1
 * @param weights outputs x {@code taps}, each output's sum is 1
 * @param taps the largest count
 */
record ResizeWeights(int[] starts, int[] counts, double[] weights, int taps) {
    static ResizeWeights of(int inputs, int outputs, Resampling resampling) {
        double scale = (double) inputs / outputs;
        Resampling how = scale > 1 ? resampling : Resampling.TRIANGLE;
        double least = Math.max(1, scale);
        double support = how.reach(least);
        int taps = 2 * (int) Math.ceil(support) + 1;
        int[] starts = new int[outputs];
        int[] counts = new int[outputs];
        double[] weights = new double[Math.multiplyExact(outputs, taps)];
        for (int output = 0; output < outputs; output++) {
            double centre = (output + 0.5) * scale;
            starts[output] = Math.max(0, (int) (centre - support + 0.5));
            counts[output] = Math.min(inputs, (int) (centre + support + 0.5)) - starts[output];
            double sum = 0;
            for (int tap = 0; tap < counts[output]; tap++) {
                double weight = how.weight(starts[output] + tap - centre + 0.5, least);
                weights[output * taps + tap] = weight;
                sum += weight;
            }
            for (int tap = 0; tap < counts[output]; tap++) {
                weights[output * taps + tap] /= sum;
            }
        }
        return new ResizeWeights(starts, counts, weights, taps);
    }

    /** The weights as whole numbers of 1 / 2^bits, rounded. */
    int[] fixedPoint(int bits) {
        int[] fixed = new int[weights.length];
        for (int i = 0; i < fixed.length; i++) {
            fixed[i] = (int) Math.round(weights[i] * (1 << bits));
        }
        return fixed;
    }

    /** How many outputs there are. */
    int outputs() {
        return starts.length;
    }

    int end(int output) {
        return starts[output] + counts[output];
    }
}
