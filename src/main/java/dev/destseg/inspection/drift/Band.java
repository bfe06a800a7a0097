package dev.destseg.inspection.drift;

import dev.destseg.recipe.TraitRange;

/**
 * Within what the moving average of a trait stays as long as nothing changes, from n good images whose mean m and standard
 * deviation s stand in the recipe: m +- L sigma sqrt(lambda / (2 - lambda) + 1 / n). The first term is the variance of the
 * moving average (Roberts 1959; Lucas and Saccucci 1990), the second that of m, for a recipe's mean is itself known from n
 * images only. For the same reason sigma is not s but the upper limit of its 95 % confidence interval, s sqrt((n - 1) /
 * chi2), with the quantile of chi-square by Wilson and Hilferty (1931): few good images make a wide band and not many false
 * alarms (as Gandy and Kvaloy 2013 ask of charts whose parameters are estimated).
 *
 * @param mean of the good images
 * @param sigma standard deviation that is assumed
 * @param halfWidth from the mean to each edge
 */
record Band(double mean, double sigma, double halfWidth) {
    /** Fewer good images say too little about their spread for any band. */
    static final int FEWEST_IMAGES = 10;

    /** L: with a known mean and deviation one false alarm in about a quarter of a million independent images. */
    static final double LIMIT = 4.5;

    private static final double NORMAL_QUANTILE_5_PERCENT = -1.6448536269514722;

    /**
     * @param images that the range is of, at least {@link #FEWEST_IMAGES}
     * @param range with the standard deviation of just these images
     */
    static Band of(Trait trait, int images, TraitRange range) {
        double unbiased = range.deviation() * Math.sqrt(images / (images - 1.0));
        double sigma = Math.max(
                unbiased * Math.sqrt((images - 1) / chiSquare(images - 1)), trait.leastDeviation(range.mean()));
        double average = ControlChart.LAMBDA / (2 - ControlChart.LAMBDA);
        return new Band(range.mean(), sigma, LIMIT * sigma * Math.sqrt(average + 1.0 / images));
    }

    /** What a chi-square variable of so many degrees of freedom exceeds with a probability of 95 %. */
    private static double chiSquare(double freedom) {
        double part = 2 / (9 * freedom);
        double root = 1 - part + NORMAL_QUANTILE_5_PERCENT * Math.sqrt(part);
        return freedom * root * root * root;
    }
}
