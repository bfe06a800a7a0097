/**
 * Recipes: immutable, named by digest, written atomically; the store of a box, and which of its recipes are active.
 *
 * <p>A recipe has one digest everywhere: that of the OCI manifest that follows from its recipe.json, see {@link
 * dev.destseg.recipe.ModelPack}. A box therefore stores no manifest, and trusts none that does not follow.
 *
 * <p>A recipe with zones ({@link dev.destseg.recipe.Zone}) carries the recipes that judge them, description and files. A list of
 * digests of recipes that lie elsewhere would have been smaller, but nothing would then be signed, exported, activated or deleted
 * as one. The files lie under the digest of their recipe, not under the name of the zone, so that one that judges several zones is
 * there once; and its description stands in recipe.json, so that all follows from that file, as for any other.
 */
@NullMarked
package dev.destseg.recipe;

import org.jspecify.annotations.NullMarked;
