package dev.destseg.training;

import dev.destseg.recipe.StoredRecipe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What somebody asks to be learned.
 *
 * @param name of the product
 * @param dataset folder of good images, in a layout that the data set reader knows
 * @param defects folder of images of defective parts whose like is to be found more surely
 * @param out the recipe's directory
 * @param settings of the run; its batch is taken only when {@code batch} is given or memory allows
 * @param batch images of a step, when not to be chosen from memory
 * @param memory bytes that the run may take, where they are fewer than the machine has free
 * @param from the recipe to go on from
 * @param textures a folder of photographs to corrupt with, instead of the generated textures
 * @param budget time for all; without one the steps of the settings are taken
 * @param betweenCheckpoints time between two checkpoints: what a loss of power can cost at most
 * @param previews a folder where the maps of a few images are shown now and then
 * @param resume whether an interrupted run for the same recipe is gone on with
 * @param replace whether a recipe that is there already may be replaced
 * @param toolVersion version of this software
 */
public record TrainingRequest(
        String name,
        Path dataset,
        Optional<Path> defects,
        Path out,
        TrainingSettings settings,
        OptionalInt batch,
        OptionalLong memory,
        StoredTeacher teacher,
        Optional<StoredRecipe> from,
        Optional<Path> textures,
        Optional<Duration> budget,
        Duration betweenCheckpoints,
        int threads,
        Optional<Path> previews,
        boolean resume,
        boolean replace,
        String toolVersion) {}
