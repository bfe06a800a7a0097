package dev.destseg.network.weights;

import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The named tensors of a network, in the order of the file that they come from. Immutable; safe between threads.
 */
public final class StateDictionary {
    private final Map<String, FloatTensor> tensors;

    private StateDictionary(Map<String, FloatTensor> tensors) {
        this.tensors = tensors;
    }

    /** @param tensors in their order; the map is copied, the tensors are shared */
    public static StateDictionary of(Map<String, FloatTensor> tensors) {
        return new StateDictionary(Collections.unmodifiableMap(new LinkedHashMap<>(tensors)));
    }

    public List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    /** The tensors by name, in order; cannot be changed. */
    public Map<String, FloatTensor> tensors() {
        return tensors;
    }

    public Optional<FloatTensor> find(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** @throws InputException when there is no tensor of this name */
    public FloatTensor require(String name) {
        return find(name)
                .orElseThrow(() -> new InputException("The weights have no tensor named " + name
                        + "; give the state dictionary of the architecture that was asked for"));
    }
}
