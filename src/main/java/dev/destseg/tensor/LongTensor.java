package dev.destseg.tensor;

/**
 * A tensor of 64-bit integers.
 *
 * @param shape no free extent
 * @param data as many elements as the shape has, row-major; shared, see {@link Tensor}
 */
public record LongTensor(Shape shape, long[] data) implements Tensor {
    /** @throws IllegalArgumentException when shape and data disagree */
    public LongTensor {
        if (shape.elements() != data.length) {
            throw new IllegalArgumentException(
                    "A tensor of shape " + shape + " has " + shape.elements() + " elements, not " + data.length);
        }
    }

    public static LongTensor of(long[] data, int... extents) {
        return new LongTensor(Shape.of(extents), data);
    }

    public static LongTensor scalar(long value) {
        return new LongTensor(Shape.of(), new long[] {value});
    }

    @Override
    public ElementType type() {
        return ElementType.INT64;
    }
}
