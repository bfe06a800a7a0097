package dev.destseg.network.weights;

/**
 * A run of elements that tensors of a PyTorch file are views of.
 *
 * @param type what an element is
 * @param key names the run within the file
 * @param elements how many
 */
record TorchStorage(StorageType type, String key, int elements) {
    TorchStorage {
        if (elements < 0) {
            throw new MalformedWeightsException("a storage with a negative number of elements");
        }
    }
}
