package dev.destseg.training;

import dev.destseg.dataset.synthesis.Synthesizer;
import dev.destseg.evaluation.AnomalyScore;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.ImageStatistics;
import dev.destseg.image.Seen;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.recipe.ScoreDefinition;
import dev.destseg.recipe.ScoreMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a model makes of good images: which of its maps is to give verdicts, and the scores that the threshold and the
 * watch over drift are chosen from.
 *
 * @param choice how the map was chosen
 * @param scores of the good images, in their order
 * @param looks of the good images, in their order
 */
public record GoodJudgement(
        ScoreMapChoice choice, ScoreDefinition score, List<Double> scores, List<ImageStatistics> looks) {
    public GoodJudgement {
        scores = List.copyOf(scores);
        looks = List.copyOf(looks);
    }

    /** What a model makes of good images, run for just that. */
    public static GoodJudgement of(
            LearnedModel model,
            InferenceRuntime runtime,
            int threads,
            RecipeAssembly.GoodImages good,
            Synthesizer synthesizer) {
        try (Engine engine = runtime.load(OnnxWriter.write(model.graph()), threads)) {
            return of(model, engine, good, synthesizer);
        }
    }

    /** This judgement, after that of other good images. */
    public GoodJudgement after(List<Double> otherScores, List<ImageStatistics> otherLooks) {
        return new GoodJudgement(
                choice,
                score,
                Stream.concat(otherScores.stream(), scores.stream()).toList(),
                Stream.concat(otherLooks.stream(), looks.stream()).toList());
    }

    /** @param engine of the model; stays the caller's */
    static GoodJudgement of(
            LearnedModel model, Engine engine, RecipeAssembly.GoodImages good, Synthesizer synthesizer) {
        ScoreMapChoice choice = ScoreMapChoice.of(
                model.outputs().keySet(), good, synthesizer, piece -> model.maps(engine, List.of(piece))
                        .get(0));
        // As many as in one piece, also where there are more: the same defect scores alike in a larger image.
        ScoreDefinition score =
                new ScoreDefinition(choice.map(), AnomalyScore.countFor(model.inputSize() * model.inputSize()));
        List<Double> scores = new ArrayList<>();
        List<ImageStatistics> looks = new ArrayList<>();
        for (int i = 0; i < good.count(); i++) {
            Seen seen = good.image().apply(i);
            Map<ScoreMap, AnomalyMap> maps = good.view().maps(seen, pieces -> model.maps(engine, pieces));
            scores.add(AnomalyScore.ofHighest(maps.get(score.map()), score.highest()));
            looks.add(ImageStatistics.of(seen.image()));
        }
        return new GoodJudgement(choice, score, scores, looks);
    }
}
