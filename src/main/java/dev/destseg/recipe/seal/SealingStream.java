package dev.destseg.recipe.seal;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;

/** Seals what is written to it. Only {@link #finish} makes it whole; what was cut off does not open. */
final class SealingStream extends OutputStream {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final OutputStream output;
    private final SegmentCipher cipher;
    private final byte[] segment = new byte[SegmentCipher.capacity(false)];
    private int capacity = SegmentCipher.capacity(true);
    private int filled;

    SealingStream(OutputStream output, byte[] secret, byte[] context) throws IOException {
        byte[] salt = random(SegmentCipher.SALT);
        byte[] prefix = random(SegmentCipher.PREFIX);
        this.output = output;
        this.cipher = new SegmentCipher(secret, salt, prefix, context);
        output.write(SegmentCipher.HEADER);
        output.write(salt);
        output.write(prefix);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /** A full segment waits for more, because the last one is sealed as such. */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int begin = offset;
        int left = length;
        while (left > 0) {
            if (filled == capacity) {
                put(false);
            }
            int count = Math.min(left, capacity - filled);
            System.arraycopy(bytes, begin, segment, filled, count);
            filled += count;
            begin += count;
            left -= count;
        }
    }

    private void put(boolean last) throws IOException {
        output.write(cipher.seal(segment, filled, last));
        filled = 0;
        capacity = SegmentCipher.capacity(false);
    }

    /** Ends the stream once; leaves the one below open. */
    void finish() throws IOException {
        put(true);
    }
}
