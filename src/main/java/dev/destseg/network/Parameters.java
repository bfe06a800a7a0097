package dev.destseg.network;

import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The weights and batch statistics of networks, by their published names. Immutable. */
public record Parameters(Map<String, FloatTensor> tensors) {
    public Parameters {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** @throws InputException when there is none of that name, or it has another shape */
    public FloatTensor get(String name, Shape shape) {
        FloatTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new InputException("The weights lack " + name + ": are they of another network?");
        }
        if (!tensor.shape().equals(shape)) {
            throw new InputException("The weight " + name + " has shape " + tensor.shape() + ", not " + shape
                    + ": are they of another network?");
        }
        return tensor;
    }

    /** These and the others; on the same name the others. */
    public Parameters with(Map<String, FloatTensor> others) {
        Map<String, FloatTensor> all = new LinkedHashMap<>(tensors);
        all.putAll(others);
        return new Parameters(all);
    }

    /** Those whose name starts so, their names kept. */
    public Parameters startingWith(String prefix) {
        Map<String, FloatTensor> some = new LinkedHashMap<>(tensors);
        some.keySet().removeIf(name -> !name.startsWith(prefix));
        return new Parameters(some);
    }
}
