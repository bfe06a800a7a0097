/**
 * Recipes from a central registry: what is taken from there and why not, who is trusted, and what follows from it.
 */
@NullMarked
package dev.destseg.registry;

import org.jspecify.annotations.NullMarked;
