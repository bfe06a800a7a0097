package dev.destseg.evaluation;

import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Mask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Small evaluations with two maps for tests of what is made of them. */
final class Evaluations {
    private Evaluations() {}

    /** Twenty good images and ten defects of two kinds, the last without a mask; the second map is the worse. */
    static Evaluation of(String category, String firstName, @Nullable ThresholdChoice threshold) {
        Map<String, MapEvaluation> maps = new LinkedHashMap<>();
        maps.put("segmentation", map(firstName, 0.15f));
        maps.put("dest", map(firstName, 0.5f));
        return new Evaluation(category, "segmentation", maps, 3, threshold);
    }

    private static MapEvaluation map(String firstName, float noise) {
        Random random = new Random(3);
        EvaluationAccumulator accumulator = new EvaluationAccumulator();
        for (int i = 0; i < 30; i++) {
            boolean defect = i >= 20;
            float[] values = new float[32 * 32];
            byte[] inside = new byte[values.length];
            for (int p = 0; p < values.length; p++) {
                inside[p] = (byte) (defect && Math.hypot(p % 32 - 12, p / 32 - 15) < 2 + i % 4 ? 1 : 0);
                float signal = inside[p] * random.nextFloat() * (i - 18) / 12;
                values[p] = Math.min(1, signal * (1 - noise) + noise * random.nextFloat());
            }
            accumulator.add(
                    i == 0 ? firstName : "image " + i,
                    new AnomalyMap(32, 32, values),
                    i == 29 ? null : new Mask(32, 32, inside),
                    defect,
                    defect ? i % 2 == 0 ? "crack" : "blowhole" : "good");
        }
        return accumulator.evaluate();
    }
}
