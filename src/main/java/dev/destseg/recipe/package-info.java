/**
 * Recipes: immutable, named by digest, written atomically.
 */
@NullMarked
package dev.destseg.recipe;

import org.jspecify.annotations.NullMarked;
