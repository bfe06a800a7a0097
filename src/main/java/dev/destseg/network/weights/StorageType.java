package dev.destseg.network.weights;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * How the elements of a tensor lie in a file, with the names that PyTorch and safetensors give it. Only floating-point
 * types become tensors; a network holds the others as counters.
 */
enum StorageType {
    FLOAT64("DoubleStorage", "F64", 8, true),
    FLOAT32("FloatStorage", "F32", 4, true),
    FLOAT16("HalfStorage", "F16", 2, true),
    BFLOAT16("BFloat16Storage", "BF16", 2, true),
    INT64("LongStorage", "I64", 8, false),
    INT32("IntStorage", "I32", 4, false),
    INT16("ShortStorage", "I16", 2, false),
    INT8("CharStorage", "I8", 1, false),
    UINT8("ByteStorage", "U8", 1, false),
    BOOL("BoolStorage", "BOOL", 1, false);

    private final String torchName;
    private final String safetensorsName;
    private final int bytes;
    private final boolean floating;

    StorageType(String torchName, String safetensorsName, int bytes, boolean floating) {
        this.torchName = torchName;
        this.safetensorsName = safetensorsName;
        this.bytes = bytes;
        this.floating = floating;
    }

    static Optional<StorageType> ofTorch(String name) {
        return Arrays.stream(values())
                .filter(type -> type.torchName.equals(name))
                .findFirst();
    }

    static Optional<StorageType> ofSafetensors(String name) {
        return Arrays.stream(values())
                .filter(type -> type.safetensorsName.equals(name))
                .findFirst();
    }

    /** The size of one element. */
    int bytes() {
        return bytes;
    }

    boolean isFloating() {
        return floating;
    }

    /**
     * Reads elements as 32-bit floats; 64-bit ones are rounded.
     *
     * @param source in little-endian order, as many elements remaining as the target has
     */
    void decode(ByteBuffer source, float[] target, int from, int count) {
        for (int i = from; i < from + count; i++) {
            target[i] = switch (this) {
                case FLOAT64 -> (float) source.getDouble();
                case FLOAT32 -> source.getFloat();
                case FLOAT16 -> halfToFloat(source.getShort());
                case BFLOAT16 -> Float.intBitsToFloat(source.getShort() << 16);
                case INT64, INT32, INT16, INT8, UINT8, BOOL ->
                    throw new IllegalStateException(this + " elements are counters, not weights");
            };
        }
    }

    /** IEEE 754 binary16: one sign bit, five bits of exponent with bias 15, ten bits of fraction. */
    private static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >>> 10) & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int widened = exponent == 0x1f ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
    }
}
