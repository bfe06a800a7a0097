package dev.destseg.tensor;

/**
 * A tensor of signed bytes: quantised weights.
 *
 * @param shape no free extent
 * @param data as many elements as the shape has, row-major; shared, see {@link Tensor}
 */
public record SignedByteTensor(Shape shape, byte[] data) implements Tensor {
    /** @throws IllegalArgumentException when shape and data disagree */
    public SignedByteTensor {
        if (shape.elements() != data.length) {
            throw new IllegalArgumentException(
                    "A tensor of shape " + shape + " has " + shape.elements() + " elements, not " + data.length);
        }
    }

    @Override
    public ElementType type() {
        return ElementType.INT8;
    }
}
