package dev.destseg.network;

import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.graph.Window;

/** Basic residual blocks in a row (He et al. 2016, ResNet-18), the first of which may change extents and channels. */
final class ResidualStage {
    private final Layers layers;
    private final Initialization last;

    /** @param last how the second convolution of each block starts */
    ResidualStage(Layers layers, Initialization last) {
        this.layers = layers;
        this.last = last;
    }

    /** @return N x channels x H / stride x W / stride */
    Value build(String name, Value x, int channels, int stride, int blocks) {
        Value y = x;
        for (int block = 0; block < blocks; block++) {
            y = block(name + "." + block + ".", y, channels, block == 0 ? stride : 1);
        }
        return y;
    }

    private Value block(String name, Value x, int channels, int stride) {
        Operators ops = layers.operators();
        Value first = ops.relu(layers.normalized(
                name + "conv1", name + "bn1", x, channels, Window.same(3, stride, 1), Initialization.KAIMING_NORMAL));
        Value second = layers.normalized(name + "conv2", name + "bn2", first, channels, Window.same(3), last);
        boolean sameShape = stride == 1 && x.shape().extent(1) == channels;
        Value identity = sameShape
                ? x
                : layers.normalized(
                        name + "downsample.0",
                        name + "downsample.1",
                        x,
                        channels,
                        Window.same(1, stride, 1),
                        Initialization.KAIMING_NORMAL);
        return ops.relu(ops.add(second, identity));
    }
}
