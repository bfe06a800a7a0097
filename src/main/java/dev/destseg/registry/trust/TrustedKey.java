package dev.destseg.registry.trust;

import dev.destseg.recipe.Signature;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A key whose signatures count.
 *
 * @param name what the policy calls it
 * @param from when it begins to count
 * @param until when it ceases to count
 */
record TrustedKey(String name, PublicKey key, Optional<Instant> from, Optional<Instant> until) {
    boolean hasSigned(Signature signature) {
        return verifies(key, signature);
    }

    boolean countsAt(Instant now) {
        return from.map(time -> !now.isBefore(time)).orElse(true)
                && until.map(now::isBefore).orElse(true);
    }

    static boolean verifies(PublicKey key, Signature signature) {
        try {
            java.security.Signature verifier =
                    java.security.Signature.getInstance(SigningKey.algorithm(key.getAlgorithm()));
            verifier.initVerify(key);
            verifier.update(signature.payload());
            return verifier.verify(Base64.getDecoder().decode(signature.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false; // Of another kind of key, or nothing that could be a signature.
        }
    }
}
