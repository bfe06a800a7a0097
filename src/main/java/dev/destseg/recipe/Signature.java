package dev.destseg.recipe;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A signature as cosign attaches it to an artifact. Whether it is worth anything is for the registry's policy to say.
 *
 * @param payload what was signed: a simple-signing document that names the digest of the artifact
 * @param signature of the payload, in Base64
 * @param certificate of the key, in PEM, where it was not given by hand
 * @param chain the certificates above it up to the root, in PEM
 */
public record Signature(byte[] payload, String signature, Optional<String> certificate, Optional<String> chain) {
    public Signature {
        payload = payload.clone();
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature that
                && Arrays.equals(payload, that.payload)
                && signature.equals(that.signature)
                && certificate.equals(that.certificate)
                && chain.equals(that.chain);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(payload), signature, certificate, chain);
    }

    @Override
    public String toString() {
        return "signature " + signature;
    }
}
