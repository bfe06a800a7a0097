package dev.destseg.tensor;

/** What one element of a tensor is. */
public enum ElementType {
    FLOAT32,
    UINT8,
    INT8,
    INT64
}
