package dev.destseg.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How well an anomaly map finds defects. Every figure is in [0, 1], higher is better, and NaN where it is undefined: the
 * image figures without both good and defective images, the pixel figures without masks.
 *
 * @param imageAuroc area under the ROC curve of the image scores
 * @param pixelAuroc area under the ROC curve of the pixel scores
 * @param pixelAp average precision of the pixel scores
 * @param aupro area under per-region overlap over false positive rate, up to a rate of 0.3, divided by 0.3
 * @param iap instance average precision (DeSTSeg, evaluation metrics)
 * @param iap90 pixel precision where at least 90 % of the instances are found
 * @param f1Max best F1 of the image scores over all thresholds
 * @param pixelF1Max best F1 of the pixel scores over all thresholds
 */
public record Metrics(
        double imageAuroc,
        double pixelAuroc,
        double pixelAp,
        double aupro,
        double iap,
        double iap90,
        double f1Max,
        double pixelF1Max) {

    /** The mean over categories, figure by figure; categories where a figure is undefined do not count in it. */
    public static Metrics mean(List<Metrics> categories) {
        return new Metrics(
                mean(categories, Metrics::imageAuroc),
                mean(categories, Metrics::pixelAuroc),
                mean(categories, Metrics::pixelAp),
                mean(categories, Metrics::aupro),
                mean(categories, Metrics::iap),
                mean(categories, Metrics::iap90),
                mean(categories, Metrics::f1Max),
                mean(categories, Metrics::pixelF1Max));
    }

    /** By the names used in JSON; null where undefined. */
    public Map<String, @Nullable Double> toMap() {
        Map<String, @Nullable Double> map = new LinkedHashMap<>();
        map.put("image_auroc", defined(imageAuroc));
        map.put("pixel_auroc", defined(pixelAuroc));
        map.put("pixel_ap", defined(pixelAp));
        map.put("aupro", defined(aupro));
        map.put("iap", defined(iap));
        map.put("iap90", defined(iap90));
        map.put("f1_max", defined(f1Max));
        map.put("pixel_f1_max", defined(pixelF1Max));
        return map;
    }

    private static @Nullable Double defined(double figure) {
        return Double.isNaN(figure) ? null : figure;
    }

    private static double mean(List<Metrics> categories, ToDoubleFunction<Metrics> figure) {
        return categories.stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }
}
