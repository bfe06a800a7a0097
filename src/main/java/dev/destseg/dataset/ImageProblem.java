package dev.destseg.dataset;

import java.nio.file.Path;

/**
 * Something about one file of a data set that people should know, though the rest can be used.
 *
 * @param file the image
 * @param message what is wrong and what follows
 */
public record ImageProblem(Path file, String message) {}
