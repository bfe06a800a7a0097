package dev.destseg.inspection.drift;

/**
 * A two-sided exponentially weighted moving average, EWMA &lt;- (1 - lambda) EWMA + lambda x, that alarms when it leaves its
 * {@link Band} and is calm again when it is back in the middle half. It weighs about the last 2 / lambda = 40 images and
 * needs no window to fill: it begins at the mean. With so small a lambda it hardly minds values that are not normally
 * distributed (Borror, Montgomery and Runger 1999). A value further than {@link #CLIP} sigma away counts as that far, so that
 * a single defect or a hand in the picture is no drift.
 *
 * <p>Simulated, 5,000 recipes of 10 to 200 good images, each followed by 5,000 independent images: an alarm without a reason
 * in 0.1 to 0.3 % of the sequences with normally distributed values, in 0.7 to 5 % with skewed ones (gamma of shape 2). A
 * shift by two standard deviations was noticed after 11, 13, 17 and 36 images (medians) with 200, 100, 50 and 20 good images;
 * with 10 only gross changes are. Values that hang together, as under a flickering lamp, alarm more often. Not thread-safe.
 */
final class ControlChart {
    static final double LAMBDA = 0.05;

    private static final double CLIP = 4;
    private static final double CALM = 0.5;

    private final Band band;
    private double average;
    private boolean alarmed;
    private long values;

    ControlChart(Band band) {
        this.band = band;
        this.average = band.mean();
    }

    /** @return whether the alarm has begun or ended with this value */
    boolean add(double value) {
        double reach = CLIP * band.sigma();
        double clipped = Math.max(band.mean() - reach, Math.min(band.mean() + reach, value));
        average += LAMBDA * (clipped - average);
        values++;
        boolean before = alarmed;
        alarmed = Math.abs(position()) > (before ? CALM : 1);
        return alarmed != before;
    }

    /** Where the average lies: 0 in the middle of the band, -1 and 1 at its edges. */
    double position() {
        return (average - band.mean()) / band.halfWidth();
    }

    DriftState state() {
        return new DriftState(average, band.mean(), band.halfWidth(), position(), values, alarmed);
    }
}
