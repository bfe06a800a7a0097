package dev.destseg.network.weights;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads the zip format of PyTorch 1.6 and later: one folder with data.pkl, a pickle in which the storages are named, and
 * data/KEY, the elements of each storage. PyTorch stores without compression; anything compressed is refused, so that no
 * entry is larger than the file.
 */
final class TorchZipReader {
    private static final String PICKLE = "/data.pkl";

    private final ZipFile zip;

    private TorchZipReader(ZipFile zip) {
        this.zip = zip;
    }

    static StateDictionary read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new TorchZipReader(zip).read();
        }
    }

    private StateDictionary read() throws IOException {
        String root = root();
        requireLittleEndian(root);
        TensorUnpickler unpickler = new TensorUnpickler();
        Object value;
        try (BoundedInput pickle = open(root + PICKLE, StateDictionaryReader.MAX_PICKLE_BYTES)) {
            value = unpickler.read(pickle);
        }
        Map<String, TorchTensor> tensors = TorchObject.stateDictionary(value);
        Map<String, float[]> storages = new HashMap<>();
        for (TorchTensor tensor : tensors.values()) {
            TorchStorage storage = tensor.storage();
            if (storage.type().isFloating() && !storages.containsKey(storage.key())) {
                storages.put(storage.key(), elements(root, storage));
            }
        }
        return TorchObject.filled(tensors, storages);
    }

    private String root() {
        Set<String> names = new HashSet<>();
        zip.stream().forEach(entry -> {
            if (!names.add(entry.getName())) {
                throw new MalformedWeightsException("two zip entries of one name");
            }
        });
        return names.stream()
                .filter(name -> name.indexOf('/') == name.length() - PICKLE.length() && name.endsWith(PICKLE))
                .map(name -> name.substring(0, name.length() - PICKLE.length()))
                .findFirst()
                .orElseThrow(() -> new MalformedWeightsException("a zip file without data.pkl"));
    }

    private void requireLittleEndian(String root) throws IOException {
        String name = root + "/byteorder";
        if (zip.getEntry(name) == null) {
            return; // Written before PyTorch 2.1, which knew little-endian only.
        }
        try (BoundedInput input = open(name, 16)) {
            String order = StandardCharsets.US_ASCII
                    .decode(input.bytes((int) input.remaining()))
                    .toString();
            if (!order.equals("little")) {
                throw new MalformedWeightsException("numbers that are not little-endian; save it on a usual machine");
            }
        }
    }

    private float[] elements(String root, TorchStorage storage) throws IOException {
        try (BoundedInput input = open(root + "/data/" + storage.key(), Long.MAX_VALUE)) {
            long expected = Math.multiplyFull(storage.elements(), storage.type().bytes());
            if (input.remaining() != expected) {
                throw new MalformedWeightsException("storage " + storage.key() + " with " + input.remaining()
                        + " bytes, where the pickle says " + expected);
            }
            return input.floats(storage.type(), storage.elements());
        }
    }

    private BoundedInput open(String name, long maximum) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new MalformedWeightsException("no zip entry " + name);
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
            throw new MalformedWeightsException("the compressed zip entry " + name + ", which PyTorch does not write");
        }
        if (entry.getSize() > maximum) {
            throw new MalformedWeightsException(
                    "the zip entry " + name + " of " + entry.getSize() + " bytes; at most " + maximum + " are read");
        }
        return new BoundedInput(new BufferedInputStream(zip.getInputStream(entry)), entry.getSize());
    }
}
