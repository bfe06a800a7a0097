package dev.destseg.tensor;

/**
 * Numbers in row-major order with their shape. A tensor takes over the array that it is made of and hands out the same
 * array, because copies of millions of numbers would double memory and time: who makes a tensor no longer writes to the
 * array.
 */
public sealed interface Tensor permits FloatTensor, ByteTensor, SignedByteTensor, LongTensor {
    Shape shape();

    ElementType type();
}
