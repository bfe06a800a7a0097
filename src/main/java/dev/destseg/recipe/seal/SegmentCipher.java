package dev.destseg.recipe.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens the segments of one stream. Each stream has a key of its own, which HKDF (RFC 5869, SHA-256) derives from
 * the key of the box and a random salt; each segment a nonce of a random prefix, its number, and whether it is the last, so
 * that none can be left out, moved or put in. One thread at a time.
 */
final class SegmentCipher {
    /** Bytes of a sealed segment; the last one has fewer, and the first one those less that the header takes. */
    static final int SEGMENT = 1 << 20;

    static final int TAG = 16;
    static final int SALT = 32;
    static final int PREFIX = 7;
    static final int HEADER = 1 + SALT + PREFIX;

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;
    private final byte[] prefix;
    private final Cipher cipher;
    private int number;

    /** @param context what the stream is of; it opens with the same one alone */
    SegmentCipher(byte[] secret, byte[] salt, byte[] prefix, byte[] context) {
        try {
            this.key = new SecretKeySpec(derive(secret, salt, context, BoxKey.BYTES), "AES");
            this.prefix = prefix.clone();
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    /** HKDF of at most 32 bytes, which are one round of its second step. */
    static byte[] derive(byte[] secret, byte[] salt, byte[] context, int length) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(salt.length == 0 ? new byte[32] : salt, HMAC));
            byte[] extracted = mac.doFinal(secret);
            mac.init(new SecretKeySpec(extracted, HMAC));
            mac.update(context);
            return Arrays.copyOf(mac.doFinal(new byte[] {1}), length);
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    /** Bytes that fit into a segment before it is sealed. */
    static int capacity(boolean first) {
        return SEGMENT - TAG - (first ? HEADER : 0);
    }

    /** Seals the next segment. */
    byte[] seal(byte[] bytes, int length, boolean last) {
        try {
            return next(Cipher.ENCRYPT_MODE, last).doFinal(bytes, 0, length);
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    /** Opens the next segment; fails when it is not what was sealed. */
    byte[] open(byte[] bytes, boolean last) throws GeneralSecurityException {
        return next(Cipher.DECRYPT_MODE, last).doFinal(bytes);
    }

    private Cipher next(int mode, boolean last) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(PREFIX + Integer.BYTES + 1)
                .put(prefix)
                .putInt(number)
                .put((byte) (last ? 1 : 0))
                .array();
        number = Math.incrementExact(number);
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
        return cipher;
    }

    private static IllegalStateException unavailable(GeneralSecurityException cause) {
        return new IllegalStateException("Every Java has AES-GCM and HMAC", cause);
    }
}
