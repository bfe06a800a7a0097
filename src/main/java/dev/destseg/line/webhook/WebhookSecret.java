package dev.destseg.line.webhook;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What webhooks are signed with, by HMAC-SHA256. */
public final class WebhookSecret {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final int FEWEST_BYTES = 24;

    private final SecretKeySpec key;

    private WebhookSecret(byte[] secret) {
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * @param file whose first line is {@code whsec_} and Base64, as receivers write secrets, or else the bytes themselves
     * @throws InputException when there is no such file, or the secret is too short to be one
     */
    public static WebhookSecret read(Path file) {
        try {
            String text = Files.readString(file).lines().findFirst().orElse("").strip();
            byte[] secret = text.startsWith(PREFIX)
                    ? Base64.getDecoder().decode(text.substring(PREFIX.length()))
                    : text.getBytes(StandardCharsets.UTF_8);
            if (secret.length < FEWEST_BYTES) {
                throw new InputException("The secret in " + file + " has " + secret.length + " bytes, and at least "
                        + FEWEST_BYTES + " are needed; make one with 'openssl rand -base64 32'");
            }
            return new WebhookSecret(secret);
        } catch (IOException e) {
            throw new InputException("The secret " + file + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "The secret in " + file + " begins with " + PREFIX + " and is not Base64: " + e.getMessage(), e);
        }
    }

    /**
     * @param id of the message
     * @param seconds since 1970 at which it is sent
     * @return the value of the header {@code webhook-signature}
     */
    String sign(String id, long seconds, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal((id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
