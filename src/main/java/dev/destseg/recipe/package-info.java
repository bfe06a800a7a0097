/**
 * Recipes: immutable, named by digest, written atomically; the store of a box, and which of its recipes are active.
 *
 * <p>A recipe has one digest everywhere: that of the OCI manifest that follows from its recipe.json, see {@link
 * dev.destseg.recipe.ModelPack}. A box therefore stores no manifest, and trusts none that does not follow.
 */
@NullMarked
package dev.destseg.recipe;

import org.jspecify.annotations.NullMarked;
