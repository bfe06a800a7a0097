package dev.destseg.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The extents of a tensor, outermost first. An extent of {@link #FREE} is not known before the graph runs (the batch).
 * Immutable and safe between threads.
 */
public final class Shape {
    /** An extent that is only known when the graph runs. */
    public static final int FREE = -1;

    private final int[] extents;

    private Shape(int[] extents) {
        this.extents = extents;
    }

    /**
     * @param extents outermost first; none for a scalar
     * @throws IllegalArgumentException for an extent below {@link #FREE}
     */
    public static Shape of(int... extents) {
        for (int extent : extents) {
            if (extent < FREE) {
                throw new IllegalArgumentException("A shape has no negative extent: " + Arrays.toString(extents));
            }
        }
        return new Shape(extents.clone());
    }

    public int rank() {
        return extents.length;
    }

    /** The extent of an axis; a negative axis counts from the innermost, as -1. */
    public int extent(int axis) {
        return extents[axis < 0 ? axis + extents.length : axis];
    }

    public int[] extents() {
        return extents.clone();
    }

    public boolean isFree() {
        return Arrays.stream(extents).anyMatch(extent -> extent == FREE);
    }

    /**
     * How many elements a tensor of this shape has.
     *
     * @throws IllegalStateException when an extent is free
     * @throws ArithmeticException when the product does not fit an int
     */
    public int elements() {
        int product = 1;
        for (int extent : extents) {
            if (extent == FREE) {
                throw new IllegalStateException("The number of elements of " + this + " is not known yet");
            }
            product = Math.multiplyExact(product, extent);
        }
        return product;
    }

    /** This shape with one extent replaced; a negative axis counts from the innermost. */
    public Shape with(int axis, int extent) {
        int[] changed = extents.clone();
        changed[axis < 0 ? axis + extents.length : axis] = extent;
        return of(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(extents);
    }

    @Override
    public String toString() {
        return Arrays.stream(extents)
                .mapToObj(extent -> extent == FREE ? "?" : Integer.toString(extent))
                .collect(Collectors.joining("x", "[", "]"));
    }
}
