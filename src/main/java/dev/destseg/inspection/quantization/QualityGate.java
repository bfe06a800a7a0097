package dev.destseg.inspection.quantization;

import dev.destseg.inspection.quantization.QuantizationReport.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lets only models with bytes through that judge as well as the one in float. */
final class QualityGate {
    private static final double MOST_AUROC_LOST = 0.002;
    private static final double MOST_AP_LOST = 0.01;
    private static final double MOST_MORE_WRONG = 0.01;

    private QualityGate() {}

    /** A sentence for each reason against the model; none when it may judge. */
    static List<String> refusals(Deviation deviation, Golden golden) {
        List<String> refusals = new ArrayList<>();
        lost(
                refusals,
                "image AUROC",
                deviation.float32().imageAuroc(),
                deviation.int8().imageAuroc(),
                MOST_AUROC_LOST);
        // Without masks there are no pixel figures.
        if (!Double.isNaN(deviation.float32().pixelAp())) {
            lost(
                    refusals,
                    "pixel AP",
                    deviation.float32().pixelAp(),
                    deviation.int8().pixelAp(),
                    MOST_AP_LOST);
        }
        if (deviation.moreWrong() > mostMoreWrong(deviation.images())) {
            refusals.add(deviation.moreWrong() + " of " + deviation.images()
                    + " verdicts more are wrong; at most one in a hundred may be");
        }
        refusals.addAll(Tolerances.of(golden).refusals());
        return refusals;
    }

    /** So many verdicts of so many images may become wrong. */
    static int mostMoreWrong(int images) {
        return (int) Math.max(1, MOST_MORE_WRONG * images);
    }

    private static void lost(List<String> refusals, String what, double before, double after, double most) {
        if (!(before - after <= most)) {
            refusals.add(String.format(
                    Locale.ROOT, "%s drops from %.4f to %.4f; at most %.3f may be lost", what, before, after, most));
        }
    }
}
