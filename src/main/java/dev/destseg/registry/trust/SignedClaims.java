package dev.destseg.registry.trust;

import java.time.Instant;
import java.util.Optional;

/**
 * What a signature says beyond the digest.
 *
 * @param created when it was made
 * @param expires from when on it is worth nothing
 */
public record SignedClaims(Optional<Instant> created, Optional<Instant> expires) {
    public static final SignedClaims NONE = new SignedClaims(Optional.empty(), Optional.empty());
}
