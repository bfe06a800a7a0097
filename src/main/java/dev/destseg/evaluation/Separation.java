package dev.destseg.evaluation;

/** How well scores tell defective images from good ones. */
public final class Separation {
    private Separation() {}

    /**
     * The area under the ROC curve: the probability that a defective image scores higher than a good one, equal scores
     * counting half.
     *
     * @return in [0, 1]; NaN without good or without defective images
     */
    public static double auroc(double[] good, double[] defective) {
        return Ranking.of(good, defective).roc().areaTo(1);
    }
}
