package dev.destseg.evaluation;

/**
 * Instance average precision (DeSTSeg, evaluation metrics): at the score of each instance, the part of the pixels at and above it
 * that belong to any instance, made non-decreasing with the score.
 */
final class InstancePrecision {
    /** By instance, from the lowest score to the highest. */
    private final double[] precisions;

    private InstancePrecision(double[] precisions) {
        this.precisions = precisions;
    }

    static InstancePrecision of(Sample sample) {
        int[] instances = sample.sortedInstances();
        double[] byRank = sample.pixels().ranking().precisions();
        double[] precisions = new double[instances.length];
        double highest = 0;
        for (int i = 0; i < instances.length; i++) {
            highest = Math.max(highest, byRank[sample.pixels().rankOf(instances[i])]);
            precisions[i] = highest;
        }
        return new InstancePrecision(precisions);
    }

    /** The mean over the instances; NaN without any. */
    double mean() {
        double sum = 0;
        for (double precision : precisions) {
            sum += precision;
        }
        return sum / precisions.length;
    }

    /**
     * The precision at the highest instance score where at least this part of the instances is found; NaN without any.
     *
     * @param percent part of the instances, 1 to 100
     */
    double atRecall(int percent) {
        int instances = precisions.length;
        // In whole numbers, because 0.9 * 10 must be 9.
        int wanted = (int) ((instances * (long) percent + 99) / 100);
        return instances == 0 ? Double.NaN : precisions[instances - wanted];
    }
}
