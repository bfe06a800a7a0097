/**
 * Whose word is taken for a recipe: signatures as cosign makes them, over a policy of this plant's own. Without a rule
 * that allows it nothing is taken.
 *
 * <p>Verifying and signing is Java's own ECDSA and Ed25519; sigstore-java 2.0.0 was looked at, but it verifies against
 * public transparency logs, which a plant without a network cannot ask, and brings gRPC with it.
 */
@NullMarked
package dev.destseg.registry.trust;

import org.jspecify.annotations.NullMarked;
