package dev.destseg.inspection.drift;

/**
 * A two-sided exponentially weighted moving average, EWMA &lt;- (1 - lambda) EWMA + lambda x, that alarms when it leaves its
 * {@link Band} and is calm again when it is back in the middle half. It weighs about the last 2 / lambda = 40 images and
 * needs no window to fill: it begins at the mean. With so small a lambda it hardly minds values that are not normally
 * distributed (Borror, Montgomery and Runger 1999). A value further than {@link #CLIP} sigma away counts as that far, so that
 * a single defect or a hand in the picture is no drift.
 *
 * <p>How often it alarms without a reason, over independent values and many recipes of 20 normally distributed good images:
 * in fewer than 2 of 100 sequences of 5,000 images; see the test, which counts. Values that hang together, as under a
 * flickering lamp, alarm more often. Not thread-safe.
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
