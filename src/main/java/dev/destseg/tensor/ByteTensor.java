package dev.destseg.tensor;

/**
 * A tensor of unsigned bytes.
 *
 * @param shape no free extent
 * @param data as many elements as the shape has, row-major; shared, see {@link Tensor}
 */
public record ByteTensor(Shape shape, byte[] data) implements Tensor {
    /** @throws IllegalArgumentException when shape and data disagree */
    public ByteTensor {
        if (shape.elements() != data.length) {
            throw new IllegalArgumentException(
                    "A tensor of shape " + shape + " has " + shape.elements() + " elements, not " + data.length);
        }
    }

    public static ByteTensor of(byte[] data, int... extents) {
        return new ByteTensor(Shape.of(extents), data);
    }

    public static ByteTensor scalar(byte value) {
        return new ByteTensor(Shape.of(), new byte[] {value});
    }

    @Override
    public ElementType type() {
        return ElementType.UINT8;
    }
}
