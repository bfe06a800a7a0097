package dev.destseg.training;

import dev.destseg.dataset.ImageCache;
import dev.destseg.dataset.synthesis.ShownDefect;
import dev.destseg.dataset.synthesis.Textures;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.Parameters;
import dev.destseg.recipe.DataDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a run is to do.
 *
 * @param images good images to learn from
 * @param data digests of the images, good and defective, by which a resumed run knows them again
 * @param defects that somebody has shown; may be empty
 * @param first the parameters to begin with: drawn anew, or of a recipe to be fine-tuned
 * @param betweenCheckpoints time between two checkpoints within a phase
 * @param budget time for both phases; without one the steps of the settings are taken
 */
public record TrainingPlan(
        DeStSeg model,
        TrainingSettings settings,
        ImageCache images,
        List<DataDigest> data,
        List<ShownDefect> defects,
        Textures textures,
        Parameters first,
        Optional<Duration> budget,
        Duration betweenCheckpoints,
        int threads) {
    /** What a run learns from, as text: a resumed one must be given the same. */
    String learnedFrom() {
        return data.stream().map(each -> each.digest().toString()).collect(Collectors.joining(", "));
    }

    TrainingSamples samples(Phase phase) {
        return new TrainingSamples(images, settings, textures, phase, defects);
    }
}
