package dev.destseg.network.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import net.razorvine.pickle.Opcodes;

/** Writes pickles instruction by instruction, sound ones and hostile ones. */
final class PickleProgram {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PickleProgram() {
        raw(Opcodes.PROTO, 2);
    }

    PickleProgram raw(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    PickleProgram global(String module, String name) {
        raw(Opcodes.GLOBAL);
        bytes.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PickleProgram string(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        raw(Opcodes.BINUNICODE);
        bytes.writeBytes(little(encoded.length));
        bytes.writeBytes(encoded);
        return this;
    }

    PickleProgram integer(int value) {
        raw(Opcodes.BININT);
        bytes.writeBytes(little(value));
        return this;
    }

    PickleProgram integers(int... values) {
        raw(Opcodes.MARK);
        for (int value : values) {
            integer(value);
        }
        return raw(Opcodes.TUPLE);
    }

    PickleProgram storage(String type, String key, int elements) {
        return raw(Opcodes.MARK)
                .string("storage")
                .global("torch", type)
                .string(key)
                .string("cpu")
                .integer(elements)
                .raw(Opcodes.TUPLE, Opcodes.BINPERSID);
    }

    /** A view of a FloatStorage. */
    PickleProgram tensor(String key, int elements, int offset, int[] extents, int[] strides) {
        return tensor("FloatStorage", key, elements, offset, extents, strides);
    }

    PickleProgram tensor(String type, String key, int elements, int offset, int[] extents, int[] strides) {
        return global("torch._utils", "_rebuild_tensor_v2")
                .raw(Opcodes.MARK)
                .storage(type, key, elements)
                .integer(offset)
                .integers(extents)
                .integers(strides)
                .raw(Opcodes.NEWFALSE)
                .dictionary()
                .raw(Opcodes.TUPLE, Opcodes.REDUCE);
    }

    PickleProgram dictionary() {
        return global("collections", "OrderedDict").raw(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE);
    }

    byte[] end() {
        raw(Opcodes.STOP);
        return bytes.toByteArray();
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
