package dev.destseg.inspection.quantization;

import dev.destseg.evaluation.AnomalyScore;
import dev.destseg.evaluation.EvaluationAccumulator;
import dev.destseg.evaluation.Metrics;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.Seen;
import dev.destseg.inspection.RecipeEngine;
import dev.destseg.inspection.quantization.FitThresholds.Scores;
import dev.destseg.inspection.quantization.QuantizationReport.Golden;
import dev.destseg.inspection.quantization.QuantizationReport.Pair;
import dev.destseg.inspection.quantization.ValidationCase.Look;
import dev.destseg.recipe.GoldenImage;
import dev.destseg.recipe.StoredRecipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** Two engines of one recipe, in float and with bytes, which stay the caller's. */
record SideBySide(StoredRecipe recipe, RecipeEngine inFloat, RecipeEngine inBytes) {
    private static final int RUNS = 15;

    /** @param progress told how many cases are done */
    Deviation deviation(List<ValidationCase> cases, IntConsumer progress) {
        int highest = recipe.recipe().description().score().highest();
        double threshold = recipe.recipe().description().threshold().value();
        EvaluationAccumulator before = new EvaluationAccumulator();
        EvaluationAccumulator after = new EvaluationAccumulator();
        double worstScore = 0;
        double worstValue = 0;
        int changed = 0;
        List<Scores> scores = new ArrayList<>();
        for (ValidationCase each : cases) {
            Look look = each.look().get();
            RecipeEngine.Judged expected = inFloat.judged(look.image());
            RecipeEngine.Judged found = inBytes.judged(look.image());
            double score = AnomalyScore.ofHighest(expected.scored(), highest);
            double other = AnomalyScore.ofHighest(found.scored(), highest);
            before.add(each.name(), expected.locating(), score, look.mask(), each.defect(), each.kind());
            after.add(each.name(), found.locating(), other, look.mask(), each.defect(), each.kind());
            scores.add(new Scores(score, other, each.defect()));
            changed += score >= threshold != other >= threshold ? 1 : 0;
            worstScore = Math.max(worstScore, Math.abs(score - other));
            worstValue = Math.max(worstValue, Deviation.largestDifference(expected.scored(), found.scored()));
            worstValue = Math.max(worstValue, Deviation.largestDifference(expected.locating(), found.locating()));
            progress.accept(scores.size());
        }
        Metrics float32 = before.evaluate().overall();
        Metrics int8 = after.evaluate().overall();
        return new Deviation(
                scores.size(),
                float32,
                int8,
                worstScore,
                worstValue,
                changed,
                FitThresholds.moreWrong(threshold, scores),
                FitThresholds.around(threshold, scores));
    }

    /** How far apart they are on the golden set. */
    Golden golden() {
        int highest = recipe.recipe().description().score().highest();
        double score = 0;
        double worst = 0;
        for (GoldenImage golden : recipe.recipe().description().golden()) {
            Image image = new ImageReader().read(recipe.bytes(golden.image()), golden.image());
            AnomalyMap expected = inFloat.scoredPiece(image);
            AnomalyMap found = inBytes.scoredPiece(image);
            score = Math.max(
                    score,
                    Math.abs(AnomalyScore.ofHighest(expected, highest) - AnomalyScore.ofHighest(found, highest)));
            worst = Math.max(worst, Deviation.largestDifference(expected, found));
        }
        return new Golden(score, worst);
    }

    /** Median duration of a run, the two in turn, so that whatever else the machine does hits both. */
    Pair milliseconds(Seen image) {
        double[] floats = new double[RUNS];
        double[] bytes = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            floats[i] = milliseconds(inFloat, image);
            bytes[i] = milliseconds(inBytes, image);
        }
        Arrays.sort(floats);
        Arrays.sort(bytes);
        return new Pair(floats[RUNS / 2], bytes[RUNS / 2]);
    }

    private static double milliseconds(RecipeEngine engine, Seen image) {
        long started = System.nanoTime();
        engine.judged(image);
        return (System.nanoTime() - started) / 1e6;
    }
}
