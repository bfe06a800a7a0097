package dev.destseg.training;

/** How the learning rate goes over the steps of a phase. */
public enum Schedule {
    CONSTANT,
    /**
     * Up from 1/25 of the rate over the first 30 % of the steps, down to nearly nothing over the rest, both along a
     * cosine (Smith and Topin 2019, with PyTorch's defaults).
     */
    ONE_CYCLE;

    private static final double RISE = 0.3;
    private static final double FIRST = 1.0 / 25;
    private static final double LAST = FIRST / 1e4;

    /**
     * The share of the full rate.
     *
     * @param progress of the phase, from 0 at its first step to 1 at its last
     * @return in (0, 1]
     */
    public double factor(double progress) {
        return switch (this) {
            case CONSTANT -> 1;
            case ONE_CYCLE -> oneCycle(progress);
        };
    }

    private static double oneCycle(double progress) {
        return progress < RISE ? between(FIRST, 1, progress / RISE) : between(1, LAST, (progress - RISE) / (1 - RISE));
    }

    private static double between(double from, double to, double share) {
        return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
    }
}
