package dev.destseg.network;

import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.graph.Window;
import java.util.ArrayList;
import java.util.List;

/** ResNet-18 (He et al. 2016) up to layer 3, with torchvision's names. */
final class Resnet18 {
    private static final float EPSILON = 1e-5f;
    private static final List<Integer> WIDTHS = List.of(64, 128, 256);

    private final Layers layers;

    Resnet18(Operators operators, Parameters parameters) {
        this.layers = new FrozenLayers(operators, parameters, EPSILON);
    }

    List<Value> build(Value image) {
        Operators ops = layers.operators();
        Value y = ops.relu(layers.normalized(
                "conv1", "bn1", image, WIDTHS.get(0), Window.same(7, 2, 1), Initialization.KAIMING_NORMAL));
        y = ops.maxPool(y, Window.same(3, 2, 1));
        ResidualStage stage = new ResidualStage(layers, Initialization.KAIMING_NORMAL);
        List<Value> features = new ArrayList<>();
        for (int level = 0; level < WIDTHS.size(); level++) {
            y = stage.build("layer" + (level + 1), y, WIDTHS.get(level), level == 0 ? 1 : 2, 2);
            features.add(y);
        }
        return features;
    }
}
