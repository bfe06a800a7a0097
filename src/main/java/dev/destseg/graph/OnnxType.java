package dev.destseg.graph;

import dev.destseg.tensor.ElementType;

/** The numbers by which ONNX names element types (TensorProto.DataType). */
public final class OnnxType {
    private OnnxType() {}

    /** @throws IllegalArgumentException for a type that we do not use */
    public static ElementType of(int number) {
        return switch (number) {
            case 1 -> ElementType.FLOAT32;
            case 2 -> ElementType.UINT8;
            case 3 -> ElementType.INT8;
            case 7 -> ElementType.INT64;
            default -> throw new IllegalArgumentException("Tensors of ONNX type " + number + " are not supported");
        };
    }

    public static int number(ElementType type) {
        return switch (type) {
            case FLOAT32 -> 1;
            case UINT8 -> 2;
            case INT8 -> 3;
            case INT64 -> 7;
        };
    }
}
