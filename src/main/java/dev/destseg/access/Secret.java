package dev.destseg.access;

import dev.destseg.recipe.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A token as its user holds it: "destseg_", by which leaked ones can be searched for, and 256 random bits. It is shown
 * once and kept nowhere.
 */
public record Secret(String text) {
    /** What every token begins with. */
    public static final String PREFIX = "destseg_";

    private static final int BYTES = 32;

    static Secret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    Sha256 digest() {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return PREFIX + "...";
    }
}
