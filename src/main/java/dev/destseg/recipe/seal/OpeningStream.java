package dev.destseg.recipe.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.security.GeneralSecurityException;

/** Opens a sealed stream, a segment at a time; gives out nothing that is not authentic. */
final class OpeningStream extends InputStream {
    private final PushbackInputStream input;
    private final SegmentCipher cipher;
    private byte[] segment = new byte[0];
    private int position;
    private boolean ended;

    /** @param input closed with this stream */
    OpeningStream(InputStream input, byte[] secret, byte[] context) throws IOException {
        this.input = new PushbackInputStream(input, 1);
        this.cipher = header(secret, context);
        open(SegmentCipher.SEGMENT - SegmentCipher.HEADER);
    }

    private SegmentCipher header(byte[] secret, byte[] context) throws IOException {
        byte[] header = input.readNBytes(SegmentCipher.HEADER);
        if (header.length < SegmentCipher.HEADER || header[0] != SegmentCipher.HEADER) {
            throw new BrokenSealException();
        }
        byte[] salt = new byte[SegmentCipher.SALT];
        byte[] prefix = new byte[SegmentCipher.PREFIX];
        System.arraycopy(header, 1, salt, 0, salt.length);
        System.arraycopy(header, 1 + salt.length, prefix, 0, prefix.length);
        return new SegmentCipher(secret, salt, prefix, context);
    }

    private void open(int length) throws IOException {
        byte[] sealed = input.readNBytes(length);
        int next = input.read();
        ended = next < 0;
        if (!ended) {
            input.unread(next);
        }
        try {
            segment = cipher.open(sealed, ended);
            position = 0;
        } catch (GeneralSecurityException e) {
            throw new BrokenSealException(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (position == segment.length) {
            if (ended) {
                return -1;
            }
            open(SegmentCipher.SEGMENT);
        }
        int count = Math.min(length, segment.length - position);
        System.arraycopy(segment, position, buffer, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
