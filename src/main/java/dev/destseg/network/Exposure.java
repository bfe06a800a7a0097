package dev.destseg.network;

import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.tensor.FloatTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** How bright a memory sees images. */
public enum Exposure {
    /** As they were taken. */
    AS_TAKEN(""),
    /** As bright as all others: all that a graph is given, an image or a tile of one, times one factor. Parts that differ by their light alone look the same. */
    EVENED("evened.");

    /** The mean that evened images have, of 0 to 255, where nothing is clipped. */
    private static final float BRIGHTNESS = 100;
    /** What is darker shows little but noise, and is made ten times as bright. */
    private static final float DARKEST = 10;

    private static final float WHITE = 255;

    private final String prefix;

    Exposure(String prefix) {
        this.prefix = prefix;
    }

    /** What the names of a memory's parameters begin with where those of several are kept together. */
    public String prefix() {
        return prefix;
    }

    /** The parameters under the names that they have where those of several memories are kept together. */
    public Parameters kept(Parameters own) {
        Map<String, FloatTensor> kept = new LinkedHashMap<>();
        own.tensors().forEach((name, tensor) -> kept.put(prefix + name, tensor));
        return new Parameters(kept);
    }

    /** Of parameters that are kept together, those of this memory under their own names; all where there is no prefix. */
    public Parameters own(Parameters kept) {
        Map<String, FloatTensor> own = new LinkedHashMap<>();
        kept.startingWith(prefix).tensors().forEach((name, tensor) -> own.put(name.substring(prefix.length()), tensor));
        return new Parameters(own);
    }

    /**
     * Images as a memory sees them.
     *
     * @param images N x 3 x H x W, 0 to 255
     */
    Value of(Operators ops, Value images) {
        return switch (this) {
            case AS_TAKEN -> images;
            case EVENED -> {
                Value brightness = ops.max(ops.mean(images, true, 1, 2, 3), ops.scalar(DARKEST));
                yield ops.clip(ops.multiply(images, ops.divide(ops.scalar(BRIGHTNESS), brightness)), 0, WHITE);
            }
        };
    }
}
