package dev.destseg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.network.Parameters;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The generated numbers and the recorded figures of the published implementation. */
public final class ReferenceValues {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private ReferenceValues() {}

    public static JsonNode json(Path path) {
        try {
            return new ObjectMapper().readTree(path.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static float[] floats(Path path) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
            float[] data = new float[bytes.remaining() / 4];
            bytes.asFloatBuffer().get(data);
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A number in [0, 1) for a name and an index. */
    static double u(long hash, long index) {
        long z = hash + (index + 1) * GOLDEN;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        z = z ^ z >>> 31;
        return (z >>> 40) * 0x1p-24;
    }

    static long hash(String name) {
        long h = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return h;
    }

    public static FloatTensor image(String name, int batch, int size) {
        float[] data = new float[batch * 3 * size * size];
        int i = 0;
        for (int b = 0; b < batch; b++) {
            for (int c = 0; c < 3; c++) {
                long hash = hash(name + "." + b + "." + c);
                for (int y = 0; y < size; y++) {
                    for (int x = 0; x < size; x++) {
                        double wave = Math.sin(0.05 * (c + 1) * x + 0.07 * (b + 1) * y);
                        data[i++] = (float) (wave + 0.1 * (2 * u(hash, (long) y * size + x) - 1));
                    }
                }
            }
        }
        return FloatTensor.of(data, batch, 3, size, size);
    }

    /** All parameters of the published network, with the published names. */
    public static Parameters parameters(JsonNode network) {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        for (JsonNode entry : network.get("parameters")) {
            String name = entry.get("name").asText();
            int[] extents = new int[entry.get("shape").size()];
            for (int i = 0; i < extents.length; i++) {
                extents[i] = entry.get("shape").get(i).asInt();
            }
            tensors.put(name, parameter(name, Shape.of(extents)));
        }
        return new Parameters(tensors);
    }

    private static FloatTensor parameter(String name, Shape shape) {
        long hash = hash(name);
        float[] data = new float[shape.elements()];
        double bound = shape.rank() == 4 ? Math.sqrt(6.0 / (shape.extent(0) * shape.extent(2) * shape.extent(3))) : 0;
        for (int i = 0; i < data.length; i++) {
            double r = u(hash, i);
            double value = 0.1 * (2 * r - 1);
            if (shape.rank() == 4) {
                value = (2 * r - 1) * bound;
            } else if (name.endsWith("running_var")) {
                value = 1 + 0.2 * r;
            } else if (name.endsWith("weight")) {
                value = 1 + 0.1 * (2 * r - 1);
            }
            data[i] = (float) value;
        }
        return new FloatTensor(shape, data);
    }
}
