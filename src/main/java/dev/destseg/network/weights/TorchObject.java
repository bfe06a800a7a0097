package dev.destseg.network.weights;

import dev.destseg.tensor.FloatTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the state dictionary in what a PyTorch file holds. */
final class TorchObject {
    /** Where training scripts put the state dictionary when they save more than it. */
    private static final List<String> WRAPPERS = List.of("state_dict", "model_state_dict", "model");

    private static final int MAX_DEPTH = 3;

    private TorchObject() {}

    /**
     * The tensors by name; unwraps dictionaries such as {'state_dict': ...}. Entries that are no tensor are dropped.
     *
     * @throws MalformedWeightsException when there is no state dictionary
     */
    static Map<String, TorchTensor> stateDictionary(Object value) {
        Object current = value;
        for (int depth = 0; depth < MAX_DEPTH && current instanceof Map<?, ?> map; depth++) {
            Map<String, TorchTensor> tensors = tensors(map);
            if (!tensors.isEmpty()) {
                return tensors;
            }
            current = WRAPPERS.stream()
                    .filter(map::containsKey)
                    .findFirst()
                    .map(map::get)
                    .orElse(null);
        }
        throw new MalformedWeightsException("no state dictionary (a dictionary of names and tensors)");
    }

    private static Map<String, TorchTensor> tensors(Map<?, ?> map) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (key instanceof String name && value instanceof TorchTensor tensor) {
                tensors.put(name, tensor);
            }
        });
        return tensors;
    }

    /**
     * The tensors with their values; those that hold counters are dropped.
     *
     * @param storages the elements of every floating-point storage by key
     */
    static StateDictionary filled(Map<String, TorchTensor> tensors, Map<String, float[]> storages) {
        Map<String, FloatTensor> filled = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            float[] values = storages.get(tensor.storage().key());
            if (values != null) {
                filled.put(name, tensor.of(values));
            }
        });
        return StateDictionary.of(filled);
    }
}
