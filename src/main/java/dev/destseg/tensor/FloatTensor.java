package dev.destseg.tensor;

/**
 * A tensor of 32-bit floats.
 *
 * @param shape no free extent
 * @param data as many elements as the shape has, row-major; shared, see {@link Tensor}
 */
public record FloatTensor(Shape shape, float[] data) implements Tensor {
    /** @throws IllegalArgumentException when shape and data disagree */
    public FloatTensor {
        if (shape.elements() != data.length) {
            throw new IllegalArgumentException(
                    "A tensor of shape " + shape + " has " + shape.elements() + " elements, not " + data.length);
        }
    }

    public static FloatTensor of(float[] data, int... extents) {
        return new FloatTensor(Shape.of(extents), data);
    }

    public static FloatTensor scalar(float value) {
        return new FloatTensor(Shape.of(), new float[] {value});
    }

    @Override
    public ElementType type() {
        return ElementType.FLOAT32;
    }
}
