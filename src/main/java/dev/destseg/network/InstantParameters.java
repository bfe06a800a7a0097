package dev.destseg.network;

import dev.destseg.network.InstantModel.Level;

/** The names of the parameters of {@link InstantModel}. */
public final class InstantParameters {
    private InstantParameters() {}

    /** The parameter with the mean of the Gaussians: side x side x 1 x C. */
    public static String gaussianMean(Level level) {
        return level.gaussian() + ".mean";
    }

    /** The parameter W with W W^T the inverse covariances of the Gaussians: side x side x C x C. */
    public static String gaussianWhitening(Level level) {
        return level.gaussian() + ".whitening";
    }

    /** The parameter with the mean of all features: C. */
    public static String bankMean(Level level) {
        return level.bank() + ".mean";
    }

    /** The parameter with one over the deviation of all features: C. */
    public static String bankScale(Level level) {
        return level.bank() + ".scale";
    }

    /** The parameter with the standardised features remembered: M x C. */
    public static String bankVectors(Level level) {
        return level.bank() + ".vectors";
    }

    /** The parameter with the widths of the features remembered: M, positive; distances from them count by these. */
    public static String bankWidths(Level level) {
        return level.bank() + ".widths";
    }

    /** The parameter with the distances that good images have: 1 x 1 x side x side. */
    public static String calibrationMean(String distance) {
        return distance + ".calibration.mean";
    }

    /** The parameter that distances beyond that mean are multiplied by: 1 x 1 x side x side. */
    public static String calibrationScale(String distance) {
        return distance + ".calibration.scale";
    }

    /** The parameter with what a distance counts in the memory map: one number; all add up to 1. */
    public static String fusionWeight(String distance) {
        return distance + ".weight";
    }

    /**
     * The parameter with features of defects that somebody has shown, as they are, not standardised: K x C. Where nobody has,
     * there is none.
     */
    public static String knownDefects(Level level) {
        return "known" + level.stride();
    }
}
