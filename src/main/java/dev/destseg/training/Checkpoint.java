package dev.destseg.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.network.weights.StateDictionaryReader;
import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a run stands: enough to go on as if nothing had happened. Written as a safetensors file, with the notes as its
 * metadata. Immutable.
 *
 * @param notes text by name: phase, step and so on
 * @param tensors learned parameters, and the state of the phase under way
 */
record Checkpoint(SortedMap<String, String> notes, Map<String, FloatTensor> tensors) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA = "__metadata__";
    private static final int MOST_HEADER_BYTES = 16 << 20;

    Checkpoint {
        notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** Whether all numbers are finite: a checkpoint that is not would be of no use. */
    boolean isFinite() {
        for (FloatTensor tensor : tensors.values()) {
            for (float value : tensor.data()) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Writes it so that after a loss of power the file is the one before or this one. */
    void write(Path file) {
        try {
            AtomicFile.write(file, content());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the checkpoint " + file + ": " + e.getMessage(), e);
        }
    }

    Content content() {
        return this::writeTo;
    }

    private void writeTo(OutputStream output) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode metadata = header.putObject(METADATA);
        notes.forEach(metadata::put);
        long offset = 0;
        for (Map.Entry<String, FloatTensor> entry : tensors.entrySet()) {
            FloatTensor tensor = entry.getValue();
            ObjectNode described = header.putObject(entry.getKey());
            described.put("dtype", "F32");
            for (int extent : tensor.shape().extents()) {
                described.withArray("shape").add(extent);
            }
            described.withArray("shape");
            long end = offset + 4L * tensor.data().length;
            described.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] bytes = JSON.writeValueAsBytes(header);
        output.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bytes.length)
                .array());
        output.write(bytes);
        for (FloatTensor tensor : tensors.values()) {
            ByteBuffer buffer = ByteBuffer.allocate(4 * tensor.data().length).order(ByteOrder.LITTLE_ENDIAN);
            buffer.asFloatBuffer().put(tensor.data());
            output.write(buffer.array());
        }
    }

    /** @throws InputException when the file is no checkpoint */
    static Checkpoint read(Path file) {
        return new Checkpoint(notes(file), StateDictionaryReader.read(file).tensors());
    }

    /** @throws InputException when the file is no checkpoint */
    static SortedMap<String, String> notes(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            long length = ByteBuffer.wrap(input.readNBytes(8))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            if (length < 2 || length > MOST_HEADER_BYTES) {
                throw new InputException(file + " is not a checkpoint; begin the run anew");
            }
            JsonNode header = JSON.readTree(new String(input.readNBytes((int) length), StandardCharsets.UTF_8));
            SortedMap<String, String> notes = new TreeMap<>();
            header.path(METADATA)
                    .properties()
                    .forEach(note -> notes.put(note.getKey(), note.getValue().asText()));
            return notes;
        } catch (JsonProcessingException | java.nio.BufferUnderflowException e) {
            throw new InputException(file + " is not a checkpoint; begin the run anew", e);
        } catch (IOException e) {
            throw new InputException("Cannot read the checkpoint " + file + ": " + e.getMessage(), e);
        }
    }

    String note(String name) {
        String note = notes.get(name);
        if (note == null) {
            throw new InputException("The checkpoint lacks " + name + "; begin the run anew");
        }
        return note;
    }
}
