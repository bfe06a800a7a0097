package dev.destseg.training;

import dev.destseg.evaluation.Metrics;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The figures that are published for DeSTSeg (Zhang et al., CVPR 2023): means of 15 categories of MVTec AD and 5 runs, in
 * percent.
 */
public enum PublishedMeasure {
    IMAGE_AUC("image AUC", "image_auroc", Metrics::imageAuroc, 98.6, 0.4, 98.5, "PatchCore"),
    PIXEL_AUC("pixel AUC", "pixel_auroc", Metrics::pixelAuroc, 97.9, 0.3, 98.4, "PatchCore"),
    PIXEL_AP("pixel AP", "pixel_ap", Metrics::pixelAp, 75.8, 0.8, 70.2, "DSR"),
    IAP("IAP", "iap", Metrics::iap, 76.4, 1.0, 71.5, "DRAEM"),
    IAP90("IAP@90", "iap90", Metrics::iap90, 57.8, 1.8, 51.7, "DRAEM"),
    /** Here integrated over every threshold; the published one is resampled and differs by 0.2 at most. */
    PRO("PRO", "aupro", Metrics::aupro, 94.4, 0.4, 94.5, "PatchCore");

    /** The categories of MVTec AD. */
    public static final List<String> CATEGORIES = List.of(
            "bottle",
            "cable",
            "capsule",
            "carpet",
            "grid",
            "hazelnut",
            "leather",
            "metal_nut",
            "pill",
            "screw",
            "tile",
            "toothbrush",
            "transistor",
            "wood",
            "zipper");

    /** Runs that the published means and deviations are of. */
    public static final int RUNS = 5;

    private final String title;
    private final String key;
    private final ToDoubleFunction<Metrics> figure;
    private final Spread published;
    private final double bestOther;
    private final String bestOtherMethod;

    PublishedMeasure(
            String title,
            String key,
            ToDoubleFunction<Metrics> figure,
            double mean,
            double deviation,
            double bestOther,
            String bestOtherMethod) {
        this.title = title;
        this.key = key;
        this.figure = figure;
        this.published = new Spread(mean, deviation, RUNS);
        this.bestOther = bestOther;
        this.bestOtherMethod = bestOtherMethod;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** As in the JSON of evaluations. */
    public String key() {
        return key;
    }

    /** In percent; NaN where undefined. */
    double of(Metrics metrics) {
        return 100 * figure.applyAsDouble(metrics);
    }

    public Spread published() {
        return published;
    }

    /** The best figure of another method at that time, in percent. */
    public double bestOther() {
        return bestOther;
    }

    public String bestOtherMethod() {
        return bestOtherMethod;
    }
}
