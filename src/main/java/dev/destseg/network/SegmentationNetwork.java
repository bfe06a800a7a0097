package dev.destseg.network;

import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.graph.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads where student and teacher disagree and marks the anomalous pixels (DeSTSeg, section 3.3): two residual blocks,
 * atrous spatial pyramid pooling, two convolutions.
 */
final class SegmentationNetwork {
    static final String PREFIX = "segmentation_net.";
    /** The part that learns at the higher rate; the rest is the head. */
    static final String RESIDUAL_PREFIX = PREFIX + "res.";

    private final Layers layers;
    private final Profile profile;

    SegmentationNetwork(Layers layers, Profile profile) {
        this.layers = layers;
        this.profile = profile;
    }

    /**
     * @param x N x C x h x w, C the sum of the teacher's channels
     * @return N x 1 x h x w, logits: their sigmoid is the map
     */
    Value build(Value x) {
        int width = profile.segmentationWidth();
        Value y = new ResidualStage(layers, Initialization.KAIMING_NORMAL).build(PREFIX + "res", x, width, 1, 2);
        y = pyramid(PREFIX + "head.0.", y, width);
        y = relu(PREFIX + "head.1", PREFIX + "head.2", y, Window.same(3));
        return layers.linear(PREFIX + "head.4", y, 1, Window.same(1));
    }

    /** Dilation 1 stands for a 1 x 1 convolution, as in the published implementation. */
    private Value pyramid(String name, Value x, int width) {
        Operators ops = layers.operators();
        String branch = name + "aspp_feature_extractors.";
        Value pooled = ops.mean(x, true, 2, 3);
        Value context = relu(branch + "0.1.conv", branch + "0.1.norm", pooled, Window.same(1));
        List<Value> branches = new ArrayList<>();
        branches.add(ops.expand(context, x.shape().with(0, 1)));
        for (int i = 0; i < profile.dilations().size(); i++) {
            int dilation = profile.dilations().get(i);
            Window window = dilation == 1 ? Window.same(1) : Window.same(3, 1, dilation);
            branches.add(relu(branch + (i + 1) + ".conv", branch + (i + 1) + ".norm", x, window));
        }
        return relu(
                name + "aspp_fusion_layer.conv",
                name + "aspp_fusion_layer.norm",
                ops.concatenate(1, branches),
                Window.same(3));
    }

    private Value relu(String convolution, String norm, Value x, Window window) {
        Value y = layers.normalized(convolution, norm, x, profile.segmentationWidth(), window, Initialization.UNIFORM);
        return layers.operators().relu(y);
    }
}
