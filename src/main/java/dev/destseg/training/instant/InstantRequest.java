package dev.destseg.training.instant;

import dev.destseg.recipe.StoredRecipe;
import dev.destseg.training.StoredTeacher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What somebody asks to be remembered.
 *
 * @param name of the product
 * @param dataset folder of good images, in a layout that the data set reader knows
 * @param defects folder of images of defective parts, as {@link dev.destseg.dataset.DatasetReader#defects} takes it, whose like
 *     is to be found more surely; not with a recipe to go on from
 * @param from a recipe whose memory is to take the images in besides its own; its calibration and weights stay
 * @param out the recipe's directory
 * @param budget how long it may take: with time to spare, weights are found on more synthetic defects, and a second
 *     memory is learned; when absent nothing is done that is not needed. Where a recipe is gone on from, it has as many memories as
 *     before
 * @param replace whether a recipe that is there already may be replaced
 * @param toolVersion version of this software
 */
public record InstantRequest(
        String name,
        Path dataset,
        Optional<Path> defects,
        Optional<StoredRecipe> from,
        Path out,
        InstantSettings settings,
        StoredTeacher teacher,
        int threads,
        Optional<Duration> budget,
        boolean replace,
        String toolVersion) {}
