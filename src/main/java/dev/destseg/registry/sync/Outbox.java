package dev.destseg.registry.sync;

import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.oci.Repository;
import dev.destseg.registry.trust.SignedClaims;
import dev.destseg.registry.trust.SigningKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Where this box sends what people are to look at, and as whom.
 *
 * @param station what tags begin with
 * @param key of this box
 */
record Outbox(RegistryClient client, Repository repository, String station, SigningKey key) {
    private static final int DIGITS = 12;

    /** The tag of something: the station and the begin of its digest. */
    Reference tag(Sha256 digest) {
        return new Reference(repository, station + "-" + digest.hex().substring(0, DIGITS));
    }

    Signature sign(Sha256 artifact, Instant now) {
        return key.sign(repository.toString(), artifact, new SignedClaims(Optional.of(now), Optional.empty()));
    }
}
