package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.quantization.QuantizationReport;
import dev.destseg.inspection.quantization.QuantizationReport.Pair;
import java.util.Locale;

/** What came of a quantisation, for people and for programs. */
final class QuantizationText {
    private static final double HARDLY_FASTER = 0.95;

    private QuantizationText() {}

    static String of(QuantizationReport report) {
        Pair auroc = new Pair(
                report.deviation().float32().imageAuroc(),
                report.deviation().int8().imageAuroc());
        Pair ap = new Pair(
                report.deviation().float32().pixelAp(),
                report.deviation().int8().pixelAp());
        StringBuilder text = new StringBuilder(String.format("%-22s%12s%12s%n", "", "float32", "int8"));
        row(text, "image AUROC", "%.4f", auroc);
        row(text, "pixel AP", "%.4f", ap);
        row(text, "network, ms", "%.1f", report.milliseconds());
        row(
                text,
                "model, MB",
                "%.1f",
                new Pair(report.sizes().float32() / 1e6, report.sizes().int8() / 1e6));
        text.append(String.format(
                Locale.ROOT,
                "On %d validation images%s scores move by at most %.4f and maps by %.3f; %d verdicts change, and the wrong ones by %+d.%n",
                report.deviation().images(),
                report.synthetic() ? " with synthetic defects" : "",
                report.deviation().score(),
                report.deviation().map(),
                report.deviation().changedVerdicts(),
                report.deviation().moreWrong()));
        text.append(String.format(
                Locale.ROOT,
                "Verdicts are as good as in float at thresholds from %.4f to %.4f; a recipe with another loses the INT8 model.%n",
                report.deviation().thresholds().least(),
                report.deviation().thresholds().greatest()));
        text.append(String.format(
                Locale.ROOT,
                "%d layers compute with bytes, calibrated by %s%s on %d images; in float stay %s.%n",
                report.layers(),
                report.method().label(),
                report.corrected() ? " with biases corrected" : "",
                report.images(),
                report.inFloat().isEmpty() ? "none of those that could" : String.join(", ", report.inFloat())));
        if (report.skipped() > 0) {
            text.append(String.format("%d images cannot be used and were skipped.%n", report.skipped()));
        }
        if (report.milliseconds().int8() > HARDLY_FASTER * report.milliseconds().float32()) {
            text.append(String.format("It is hardly faster on this machine, as busy as it is.%n"));
        }
        text.append(report.usable() ? "Usable." : "Not usable: " + String.join("; ", report.refusals()) + ".");
        return text.toString();
    }

    private static void row(StringBuilder text, String what, String format, Pair figures) {
        text.append(String.format(
                Locale.ROOT,
                "%-22s%12s%12s%n",
                what,
                String.format(Locale.ROOT, format, figures.float32()),
                String.format(Locale.ROOT, format, figures.int8())));
    }

    static ObjectNode json(QuantizationReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("usable", report.usable());
        report.refusals().forEach(json.putArray("refusals")::add);
        json.put("calibration", report.method().label());
        json.put("biases_corrected", report.corrected());
        json.put("calibration_images", report.images());
        json.put("skipped_images", report.skipped());
        json.put("layers", report.layers());
        report.inFloat().forEach(json.putArray("in_float")::add);
        json.put("validation_images", report.deviation().images());
        json.put("synthetic_defects", report.synthetic());
        json.put("score_deviation", report.deviation().score());
        json.put("map_deviation", report.deviation().map());
        json.put("changed_verdicts", report.deviation().changedVerdicts());
        json.put("more_wrong_verdicts", report.deviation().moreWrong());
        json.put("least_threshold", report.deviation().thresholds().least());
        json.put("greatest_threshold", report.deviation().thresholds().greatest());
        ObjectNode floats = json.putObject("float32");
        ObjectNode bytes = json.putObject("int8");
        put(floats, "image_auroc", report.deviation().float32().imageAuroc());
        put(bytes, "image_auroc", report.deviation().int8().imageAuroc());
        put(floats, "pixel_ap", report.deviation().float32().pixelAp());
        put(bytes, "pixel_ap", report.deviation().int8().pixelAp());
        floats.put("network_ms", report.milliseconds().float32());
        bytes.put("network_ms", report.milliseconds().int8());
        floats.put("model_bytes", (long) report.sizes().float32());
        bytes.put("model_bytes", (long) report.sizes().int8());
        return json;
    }

    /** JSON knows no NaN: what is undefined is null. */
    private static void put(ObjectNode node, String name, double value) {
        if (Double.isNaN(value)) {
            node.putNull(name);
        } else {
            node.put(name, value);
        }
    }
}
