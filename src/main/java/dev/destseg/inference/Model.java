package dev.destseg.inference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * An ONNX model that is read when it is loaded: a runtime takes its bytes into memory of its own, so that tens of megabytes
 * never lie in the Java heap, which would keep the room for them. Safe between threads.
 */
public interface Model {
    /** Bytes. */
    int size();

    /**
     * Writes all bytes; leaves the stream open.
     *
     * @throws dev.destseg.tensor.InputException when they are not those of the model any more
     */
    void writeTo(OutputStream output) throws IOException;

    /** All bytes, in the Java heap. */
    default byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(size());
        try {
            writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @param bytes shared, nobody writes to them afterwards */
    static Model of(byte[] bytes) {
        return new Model() {
            @Override
            public int size() {
                return bytes.length;
            }

            @Override
            public void writeTo(OutputStream output) throws IOException {
                output.write(bytes);
            }

            @Override
            public byte[] bytes() {
                return bytes;
            }
        };
    }
}
