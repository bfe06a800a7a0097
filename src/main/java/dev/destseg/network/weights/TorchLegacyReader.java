package dev.destseg.network.weights;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Reads the format of PyTorch before 1.6: pickles of a magic number, the protocol, facts about the machine, the object and
 * the list of storage keys, and then for each key the number of its elements (64 bits) and the elements.
 */
final class TorchLegacyReader {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long PROTOCOL = 1001;

    private final TensorUnpickler unpickler = new TensorUnpickler();
    private final BoundedInput input;

    private TorchLegacyReader(BoundedInput input) {
        this.input = input;
    }

    static StateDictionary read(Path file) throws IOException {
        try (InputStream source = new BufferedInputStream(Files.newInputStream(file));
                BoundedInput input = new BoundedInput(source, Files.size(file))) {
            return new TorchLegacyReader(input).read();
        }
    }

    private StateDictionary read() throws IOException {
        requireHeader();
        Map<String, TorchTensor> tensors = TorchObject.stateDictionary(pickle());
        Map<String, float[]> storages = storages(pickle());
        if (input.remaining() > 0) {
            throw new MalformedWeightsException(input.remaining() + " bytes after its end");
        }
        return TorchObject.filled(tensors, storages);
    }

    private void requireHeader() throws IOException {
        if (!MAGIC.equals(pickle())) {
            throw new MalformedWeightsException("a pickle that PyTorch did not write");
        }
        if (!(pickle() instanceof Number protocol) || protocol.longValue() != PROTOCOL) {
            throw new MalformedWeightsException("an unknown protocol; this reader knows " + PROTOCOL);
        }
        if (!(pickle() instanceof Map<?, ?> machine) || !Boolean.TRUE.equals(machine.get("little_endian"))) {
            throw new MalformedWeightsException("numbers that are not little-endian; save it on a usual machine");
        }
    }

    private Object pickle() throws IOException {
        // A pickle of its own budget; what it leaves belongs to the next one.
        long size = Math.min(input.remaining(), StateDictionaryReader.MAX_PICKLE_BYTES);
        return unpickler.read(new BoundedInput(input, size));
    }

    private Map<String, float[]> storages(Object keys) throws IOException {
        Map<String, float[]> values = new HashMap<>();
        HashSet<Object> unread = new HashSet<>(unpickler.storages().keySet());
        for (Object key : keys instanceof List<?> list ? list : List.of()) {
            if (!(key instanceof String name) || !unread.remove(name)) {
                throw new MalformedWeightsException("a storage that nothing refers to, or one that comes twice");
            }
            storage(unpickler.storages().get(name), values);
        }
        if (!unread.isEmpty()) {
            throw new MalformedWeightsException(unread.size() + " tensors without their elements");
        }
        return values;
    }

    private void storage(TorchStorage storage, Map<String, float[]> values) throws IOException {
        long count = input.bytes(Long.BYTES).getLong();
        if (count != storage.elements()) {
            throw new MalformedWeightsException("storage " + storage.key() + " with " + count
                    + " elements, where the pickle says " + storage.elements());
        }
        if (storage.type().isFloating()) {
            values.put(storage.key(), input.floats(storage.type(), storage.elements()));
        } else {
            input.skipNBytes(
                    Math.multiplyFull(storage.elements(), storage.type().bytes()));
        }
    }
}
