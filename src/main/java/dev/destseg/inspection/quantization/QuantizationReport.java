package dev.destseg.inspection.quantization;

import dev.destseg.quantization.RangeMethod;
import dev.destseg.recipe.Int8Model;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of a quantisation.
 *
 * @param method of calibration that moved the maps least
 * @param corrected whether the biases make up for the rounding of weights
 * @param images calibrated on: pieces, where the recipe judges in tiles
 * @param skipped images that cannot be used, neither to calibrate nor to compare on
 * @param layers that compute with bytes
 * @param inFloat layers that went back to float, those that cost most quality first
 * @param deviation from the model in float, on validation images
 * @param synthetic whether the defects of the validation images are synthetic
 * @param golden largest differences on the golden set
 * @param sizes of the models in bytes, in float and with bytes
 * @param milliseconds median of a run of one image, in float and with bytes, on this machine as busy as it was
 * @param refusals why the model may not judge; none when it may
 */
public record QuantizationReport(
        RangeMethod method,
        boolean corrected,
        int images,
        int skipped,
        int layers,
        List<String> inFloat,
        Deviation deviation,
        boolean synthetic,
        Golden golden,
        Pair sizes,
        Pair milliseconds,
        List<String> refusals) {
    public QuantizationReport {
        inFloat = List.copyOf(inFloat);
        refusals = List.copyOf(refusals);
    }

    /** A figure of the model in float and of the one with bytes. */
    public record Pair(double float32, double int8) {}

    /** The largest difference of a score, and of two values of a map at the same pixel. */
    public record Golden(double score, double map) {}

    public boolean usable() {
        return refusals.isEmpty();
    }

    /** What the recipe says of the model. */
    Int8Model described() {
        SortedMap<String, Double> metrics = new TreeMap<>();
        put(metrics, "image_auroc_float32", deviation.float32().imageAuroc());
        put(metrics, "image_auroc_int8", deviation.int8().imageAuroc());
        put(metrics, "pixel_ap_float32", deviation.float32().pixelAp());
        put(metrics, "pixel_ap_int8", deviation.int8().pixelAp());
        put(metrics, "score_deviation", deviation.score());
        put(metrics, "map_deviation", deviation.map());
        put(metrics, "changed_verdicts", deviation.changedVerdicts());
        put(metrics, "more_wrong_verdicts", deviation.moreWrong());
        put(metrics, Int8Model.LEAST_THRESHOLD, deviation.thresholds().least());
        put(metrics, Int8Model.GREATEST_THRESHOLD, deviation.thresholds().greatest());
        put(metrics, "validation_images", deviation.images());
        Tolerances tolerances = Tolerances.of(golden);
        return new Int8Model(
                method.label() + (corrected ? ", biases corrected" : ""),
                images,
                inFloat,
                tolerances.score(),
                tolerances.map(),
                metrics);
    }

    private static void put(SortedMap<String, Double> metrics, String name, double value) {
        if (Double.isFinite(value)) {
            metrics.put(name, value);
        }
    }
}
