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
 *
 * <p>What judged before a stop judges after the start by its checksums ({@link dev.destseg.recipe.Checksums}), and is read against
 * its digests some seconds later. To digest it first took a fifth of a start: Java's first compiler has no instruction for SHA-256.
 * Tried before: to make the session of a model while it is digested, which was taken back since bytes would be parsed before they
 * are known to be whole. Import, activation, export and all that goes to or comes from a registry is digested first, as ever.
 */
@NullMarked
package dev.destseg.recipe;

import org.jspecify.annotations.NullMarked;
