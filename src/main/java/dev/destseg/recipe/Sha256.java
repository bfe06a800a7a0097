package dev.destseg.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest (FIPS 180-4), written as registries write it: "sha256:" and 64 lower-case hexadecimal digits.
 *
 * @param hex the 64 digits alone
 */
public record Sha256(String hex) implements Comparable<Sha256> {
    private static final String PREFIX = "sha256:";
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException unless these are 64 lower-case hexadecimal digits */
    public Sha256 {
        if (!DIGITS.matcher(hex).matches()) {
            throw new IllegalArgumentException("A SHA-256 digest is 64 lower-case hexadecimal digits, not " + hex);
        }
    }

    public static Sha256 of(byte[] bytes) {
        MessageDigest digest = algorithm();
        digest.update(bytes);
        return finished(digest);
    }

    /** Reads the stream to its end; the caller closes it. */
    public static Sha256 of(InputStream input) throws IOException {
        MessageDigest digest = algorithm();
        byte[] buffer = new byte[1 << 16];
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            digest.update(buffer, 0, count);
        }
        return finished(digest);
    }

    public static Sha256 of(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return of(input);
        }
    }

    /**
     * @param text as {@link #toString} writes it
     * @throws IllegalArgumentException for anything else
     */
    public static Sha256 parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("A digest starts with " + PREFIX + ", unlike " + text);
        }
        return new Sha256(text.substring(PREFIX.length()));
    }

    /** The digest of these digits; nothing when they are none. */
    static Optional<Sha256> ofDigits(String text) {
        return DIGITS.matcher(text).matches() ? Optional.of(new Sha256(text)) : Optional.empty();
    }

    static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    static Sha256 finished(MessageDigest digest) {
        return new Sha256(HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public int compareTo(Sha256 other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
