package dev.destseg.network.weights;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A stream that knows how many bytes are left, so that a length in a file is believed only when the file has as many
 * bytes. Not safe between threads.
 */
final class BoundedInput extends FilterInputStream {
    private static final int CHUNK_BYTES = 1 << 16;

    private long remaining;

    /** @param remaining how many bytes of the source may be read */
    BoundedInput(InputStream source, long remaining) {
        super(source);
        this.remaining = remaining;
    }

    long remaining() {
        return remaining;
    }

    @Override
    public int read() throws IOException {
        int value = remaining > 0 ? super.read() : -1;
        if (value < 0) {
            throw new EOFException("it ends too early");
        }
        remaining--;
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = remaining > 0 ? super.read(target, offset, (int) Math.min(length, remaining)) : -1;
        if (count < 0) {
            throw new EOFException("it ends too early");
        }
        remaining -= count;
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(Math.min(count, remaining));
        remaining -= skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Exactly so many bytes, as a little-endian buffer. */
    ByteBuffer bytes(int count) throws IOException {
        if (count < 0 || count > remaining) {
            throw new EOFException("it ends too early");
        }
        byte[] bytes = new byte[count];
        for (int read = 0; read < count; ) {
            read += read(bytes, read, count - read);
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Elements of a floating-point type; reads in pieces, so that memory holds them once only. */
    float[] floats(StorageType type, int count) throws IOException {
        if (Math.multiplyFull(count, type.bytes()) > remaining) {
            throw new EOFException("it ends too early");
        }
        float[] values = new float[count];
        int step = CHUNK_BYTES / type.bytes();
        for (int from = 0; from < count; from += step) {
            int elements = Math.min(step, count - from);
            type.decode(bytes(elements * type.bytes()), values, from, elements);
        }
        return values;
    }
}
