package dev.destseg.training.instant;

import dev.destseg.training.StoredTeacher;
import java.nio.file.Path;

/**
 * What somebody asks to be remembered.
 *
 * @param name of the product
 * @param dataset folder of good images, in a layout that the data set reader knows
 * @param out the recipe's directory
 * @param replace whether a recipe that is there already may be replaced
 * @param toolVersion version of this software
 */
public record InstantRequest(
        String name,
        Path dataset,
        Path out,
        InstantSettings settings,
        StoredTeacher teacher,
        int threads,
        boolean replace,
        String toolVersion) {}
