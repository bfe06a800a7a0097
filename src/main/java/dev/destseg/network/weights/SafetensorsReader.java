package dev.destseg.network.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads safetensors: the length of the header (64 bits, little-endian), the header (JSON: for each tensor its type, shape
 * and the range of its bytes after the header) and the elements, which the ranges cover without holes and overlaps.
 */
final class SafetensorsReader {
    /** The most that a header may have; also how {@link StateDictionaryReader} knows the format. */
    static final int MAX_HEADER_BYTES = 1 << 24;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private record Entry(String name, StorageType type, Shape shape, long begin, long end) {}

    private SafetensorsReader() {}

    static StateDictionary read(Path file) throws IOException {
        try (InputStream source = new BufferedInputStream(Files.newInputStream(file))) {
            return read(source, Files.size(file));
        }
    }

    static StateDictionary read(InputStream source, long bytes) throws IOException {
        BoundedInput input = new BoundedInput(source, bytes);
        JsonNode header = header(input);
        return elements(entries(header), input);
    }

    private static JsonNode header(BoundedInput input) throws IOException {
        long length = input.bytes(Long.BYTES).getLong();
        if (length < 2 || length > MAX_HEADER_BYTES) {
            throw new MalformedWeightsException(
                    "a header of " + length + " bytes; 2 to " + MAX_HEADER_BYTES + " are read");
        }
        try {
            JsonNode header = JSON.readTree(input.bytes((int) length).array());
            if (!header.isObject()) {
                throw new MalformedWeightsException("a header that is no JSON object");
            }
            return header;
        } catch (JsonProcessingException e) {
            throw new MalformedWeightsException("a header that is not sound JSON (" + e.getOriginalMessage() + ")");
        }
    }

    /** The tensors in the order of their bytes. */
    private static List<Entry> entries(JsonNode header) {
        List<Entry> entries = new ArrayList<>();
        header.properties().forEach(field -> {
            if (!field.getKey().equals("__metadata__")) {
                entries.add(entry(field.getKey(), field.getValue()));
            }
        });
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        return entries;
    }

    private static Entry entry(String name, JsonNode node) {
        StorageType type = StorageType.ofSafetensors(node.path("dtype").asText())
                .orElseThrow(() -> new MalformedWeightsException("tensor " + name + " of the unknown type "
                        + node.path("dtype").asText()));
        JsonNode offsets = node.path("data_offsets");
        if (offsets.size() != 2 || !isCount(offsets.get(0)) || !isCount(offsets.get(1))) {
            throw new MalformedWeightsException("tensor " + name + " without sound data_offsets");
        }
        Shape shape = shape(name, node.path("shape"));
        long begin = offsets.get(0).longValue();
        long end = offsets.get(1).longValue();
        if (end - begin != Math.multiplyFull(shape.elements(), type.bytes())) {
            throw new MalformedWeightsException("tensor " + name + " whose shape and data_offsets do not fit together");
        }
        return new Entry(name, type, shape, begin, end);
    }

    private static Shape shape(String name, JsonNode node) {
        if (!node.isArray()) {
            throw new MalformedWeightsException("tensor " + name + " without shape");
        }
        int[] extents = new int[node.size()];
        for (int axis = 0; axis < extents.length; axis++) {
            if (!isCount(node.get(axis)) || !node.get(axis).isInt()) {
                throw new MalformedWeightsException("tensor " + name + " with an impossible shape");
            }
            extents[axis] = node.get(axis).intValue();
        }
        return Shape.of(extents);
    }

    private static boolean isCount(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
    }

    private static StateDictionary elements(List<Entry> entries, BoundedInput input) throws IOException {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        long position = 0;
        for (Entry entry : entries) {
            if (entry.begin() != position) {
                throw new MalformedWeightsException("tensor " + entry.name() + " that "
                        + (entry.begin() < position ? "overlaps another" : "leaves a hole before it"));
            }
            if (entry.end() - entry.begin() > input.remaining()) {
                throw new MalformedWeightsException("tensor " + entry.name() + " beyond the end of the file");
            }
            if (entry.type().isFloating()) {
                float[] values = input.floats(entry.type(), entry.shape().elements());
                tensors.put(entry.name(), new FloatTensor(entry.shape(), values));
            } else {
                input.skipNBytes(entry.end() - entry.begin());
            }
            position = entry.end();
        }
        if (input.remaining() > 0) {
            throw new MalformedWeightsException(input.remaining() + " bytes that belong to no tensor");
        }
        return StateDictionary.of(tensors);
    }
}
