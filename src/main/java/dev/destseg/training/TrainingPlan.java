package dev.destseg.training;

import dev.destseg.dataset.ImageCache;
import dev.destseg.dataset.synthesis.Textures;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.Parameters;
import dev.destseg.recipe.DataDigest;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run is to do.
 *
 * @param images good images to learn from
 * @param data their digest, by which a resumed run knows them again
 * @param first the parameters to begin with: drawn anew, or of a recipe to be fine-tuned
 * @param betweenCheckpoints time between two checkpoints within a phase
 * @param budget time for both phases; without one the steps of the settings are taken
 */
public record TrainingPlan(
        DeStSeg model,
        TrainingSettings settings,
        ImageCache images,
        DataDigest data,
        Textures textures,
        Parameters first,
        Optional<Duration> budget,
        Duration betweenCheckpoints,
        int threads) {}
