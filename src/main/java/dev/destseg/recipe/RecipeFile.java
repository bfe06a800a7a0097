package dev.destseg.recipe;

/**
 * A file of a recipe.
 *
 * @param size bytes
 * @param digest of its bytes
 */
public record RecipeFile(long size, Sha256 digest) {}
