package dev.destseg.network.weights;

import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a state dictionary from a file of PyTorch (.pth, zip and legacy formats) or safetensors. The content decides which,
 * not the name. Nothing in a file is run, and no length in it is believed before the file is seen to be that long.
 *
 * <p>Elements of 16 and 64 bits become 32-bit floats; tensors of integers (counters such as num_batches_tracked) are
 * dropped. Memory: about the size of the file.
 */
public final class StateDictionaryReader {
    /** Every pickled object costs memory, in the worst case many times its bytes; ResNet-152 needs 150 kB. */
    static final int MAX_PICKLE_BYTES = 1 << 22;

    private static final long MAX_FILE_BYTES = 1L << 31;

    private StateDictionaryReader() {}

    /**
     * @throws InputException when there is no such file, or it is none of these formats, damaged, too large, holds anything
     *     but tensors and plain values, or a weight that is not finite
     */
    public static StateDictionary read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException("There is no file " + file + " to read weights from");
        }
        return reading(file.toString(), () -> {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new MalformedWeightsException("more than " + MAX_FILE_BYTES + " bytes");
            }
            return readContent(file);
        });
    }

    /**
     * Reads the bytes of a file of safetensors.
     *
     * @param name what messages call them
     * @throws InputException as {@link #read(Path)} does
     */
    public static StateDictionary read(byte[] safetensors, String name) {
        return reading(name, () -> SafetensorsReader.read(new ByteArrayInputStream(safetensors), safetensors.length));
    }

    private interface Reading {
        StateDictionary read() throws IOException;
    }

    private static StateDictionary reading(String name, Reading reading) {
        try {
            return requireWeights(reading.read());
        } catch (MalformedWeightsException e) {
            throw new InputException("Cannot read the weights in " + name + ": it has " + e.getMessage(), e);
        } catch (IOException | ArithmeticException e) {
            throw new InputException(
                    "Cannot read the weights in " + name + ": it is truncated or damaged (" + e.getMessage()
                            + "); get the file again and compare its digest",
                    e);
        }
    }

    private static StateDictionary readContent(Path file) throws IOException {
        byte[] start;
        try (InputStream input = Files.newInputStream(file)) {
            start = input.readNBytes(9);
        }
        if (startsWith(start, 'P', 'K', 3, 4)) {
            return TorchZipReader.read(file);
        }
        if (startsWith(start, 0x80, 2, 0x8a) || startsWith(start, 0x80, 3, 0x8a) || startsWith(start, 0x80, 4)) {
            return TorchLegacyReader.read(file);
        }
        if (start.length == 9 && start[8] == '{') {
            return SafetensorsReader.read(file);
        }
        throw new MalformedWeightsException(
                "neither the format of PyTorch (.pth) nor safetensors; give a state dictionary in one of these");
    }

    private static boolean startsWith(byte[] start, int... magic) {
        if (start.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (start[i] != (byte) magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static StateDictionary requireWeights(StateDictionary weights) {
        if (weights.tensors().isEmpty()) {
            throw new MalformedWeightsException("no tensor of floating-point numbers");
        }
        weights.tensors().forEach((name, tensor) -> requireFinite(name, tensor));
        return weights;
    }

    private static void requireFinite(String name, FloatTensor tensor) {
        for (float value : tensor.data()) {
            if (!Float.isFinite(value)) {
                throw new MalformedWeightsException("a value in " + name + " that is not finite; training went astray");
            }
        }
    }
}
