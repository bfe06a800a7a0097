/**
 * Recipes: immutable, named by digest, written atomically; the store of a box, and which of its recipes are active.
 */
@NullMarked
package dev.destseg.recipe;

import org.jspecify.annotations.NullMarked;
