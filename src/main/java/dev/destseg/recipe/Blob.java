package dev.destseg.recipe;

/**
 * A piece of an artifact, as registries know it: a descriptor of OCI.
 *
 * @param mediaType what it is
 * @param digest of its bytes
 * @param size bytes
 */
public record Blob(String mediaType, Sha256 digest, long size) {
    /** @throws IllegalArgumentException for a negative size */
    public Blob {
        if (size < 0) {
            throw new IllegalArgumentException("The blob " + digest + " has no negative size");
        }
    }

    public static Blob of(String mediaType, byte[] bytes) {
        return new Blob(mediaType, Sha256.of(bytes), bytes.length);
    }
}
