package dev.destseg.inference.onnxruntime;

import dev.destseg.inference.Model;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;

/** The bytes of a model in native memory, which {@link #close} frees. */
final class NativeBytes implements AutoCloseable {
    /** A line of the processor's caches, in bytes: of weights that begin within one, kernels read two lines at a time. */
    static final int LINE = 64;

    private final BytePointer pointer;

    private NativeBytes(BytePointer pointer) {
        this.pointer = pointer;
    }

    /** Undefined yet; the first is that of a line. */
    static NativeBytes ofSize(long size) {
        BytePointer memory = new BytePointer(size + LINE - 1);
        return new NativeBytes(memory.position(Math.floorMod(-memory.address(), LINE)));
    }

    /** Some of them, which are freed with all. */
    BytePointer at(long offset, long size) {
        return new BytePointer(pointer).position(pointer.position() + offset).limit(pointer.position() + offset + size);
    }

    /** @throws InputException when the model has other bytes than it should have */
    static NativeBytes of(Model model) {
        NativeBytes bytes = new NativeBytes(new BytePointer((long) model.size()));
        try {
            model.writeTo(new Filling(bytes.pointer.asByteBuffer(), model.size()));
            return bytes;
        } catch (IOException e) {
            bytes.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    BytePointer pointer() {
        return pointer;
    }

    @Override
    public void close() {
        pointer.close();
    }

    private static final class Filling extends OutputStream {
        private final ByteBuffer target;
        private final int size;

        Filling(ByteBuffer target, int size) {
            this.target = target;
            this.size = size;
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (length > target.remaining()) {
                throw new InputException("The model was changed: it has more than its " + size + " bytes");
            }
            target.put(bytes, offset, length);
        }
    }
}
