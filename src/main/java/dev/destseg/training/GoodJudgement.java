package dev.destseg.training;

import dev.destseg.dataset.synthesis.Synthesizer;
import dev.destseg.evaluation.AnomalyScore;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageStatistics;
import dev.destseg.inference.Engine;
import dev.destseg.recipe.ScoreDefinition;
import dev.destseg.recipe.ScoreMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a model makes of good images: which of its maps is to give verdicts, and the scores that the threshold and the
 * watch over drift are chosen from.
 *
 * @param choice how the map was chosen
 * @param scores of the good images, in their order
 * @param looks of the good images, in their order
 */
record GoodJudgement(ScoreMapChoice choice, ScoreDefinition score, List<Double> scores, List<ImageStatistics> looks) {
    GoodJudgement {
        scores = List.copyOf(scores);
        looks = List.copyOf(looks);
    }

    /** @param engine of the model; stays the caller's */
    static GoodJudgement of(
            LearnedModel model, Engine engine, RecipeAssembly.GoodImages good, Synthesizer synthesizer) {
        ScoreMapChoice choice =
                ScoreMapChoice.of(model.outputs().keySet(), good, synthesizer, image -> model.maps(engine, image));
        ScoreDefinition score =
                new ScoreDefinition(choice.map(), AnomalyScore.countFor(model.inputSize() * model.inputSize()));
        List<Double> scores = new ArrayList<>();
        List<ImageStatistics> looks = new ArrayList<>();
        for (int i = 0; i < good.count(); i++) {
            Image image = good.image().apply(i);
            Map<ScoreMap, AnomalyMap> maps = model.maps(engine, image);
            scores.add(AnomalyScore.ofHighest(maps.get(score.map()), score.highest()));
            looks.add(ImageStatistics.of(image));
        }
        return new GoodJudgement(choice, score, scores, looks);
    }
}
