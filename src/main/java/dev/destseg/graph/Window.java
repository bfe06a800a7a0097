package dev.destseg.graph;

import java.util.Map;

/**
 * How a convolution or pooling moves over an image.
 *
 * @param padBefore pixels added above and to the left
 * @param padAfter pixels added below and to the right; TensorFlow's SAME makes it larger than {@code padBefore}
 */
public record Window(int kernel, int stride, int dilation, int padBefore, int padAfter, int groups) {
    /** A window that keeps the extents at stride 1. */
    public static Window same(int kernel, int stride, int dilation) {
        int pad = dilation * (kernel - 1) / 2;
        return new Window(kernel, stride, dilation, pad, pad, 1);
    }

    public static Window same(int kernel) {
        return same(kernel, 1, 1);
    }

    public Window grouped(int count) {
        return new Window(kernel, stride, dilation, padBefore, padAfter, count);
    }

    Map<String, Attribute> convolution() {
        return Map.of(
                "kernel_shape", Attribute.of(kernel, kernel),
                "strides", Attribute.of(stride, stride),
                "dilations", Attribute.of(dilation, dilation),
                "pads", Attribute.of(padBefore, padBefore, padAfter, padAfter),
                "group", Attribute.of((long) groups));
    }

    Map<String, Attribute> pooling() {
        return Map.of(
                "kernel_shape", Attribute.of(kernel, kernel),
                "strides", Attribute.of(stride, stride),
                "pads", Attribute.of(padBefore, padBefore, padAfter, padAfter));
    }
}
