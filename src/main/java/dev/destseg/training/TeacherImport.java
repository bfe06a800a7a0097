package dev.destseg.training;

import dev.destseg.graph.Graph;
import dev.destseg.network.Parameters;
import dev.destseg.network.Teacher;
import dev.destseg.network.weights.StateDictionary;
import dev.destseg.network.weights.StateDictionaryReader;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a teacher of the weights that another tool has trained. Weights that the architecture does not use, such as the
 * classifier, are passed over; where they come from is noted in the ONNX file.
 *
 * @param architecture of the weights
 * @param licence of the weights, as an SPDX identifier where there is one
 * @param toolVersion version of this software
 */
public record TeacherImport(Teacher.Architecture architecture, String licence, String toolVersion) {
    /**
     * @param source a state dictionary of PyTorch or safetensors
     * @return the ONNX model; the same file gives the same bytes
     * @throws InputException when the file cannot be read, or a weight is missing or has another shape
     */
    public byte[] read(Path source) {
        StateDictionary weights = StateDictionaryReader.read(source);
        try {
            Graph graph =
                    Teacher.of(architecture, new Parameters(weights.tensors())).graph();
            Map<String, String> notes = new TreeMap<>(graph.notes());
            notes.put("source", source.getFileName().toString());
            notes.put("source_digest", Sha256.of(source).toString());
            notes.put("licence", licence);
            notes.put("tool_version", toolVersion);
            return OnnxWriter.write(graph.withNotes(notes));
        } catch (InputException e) {
            throw new InputException(
                    "The weights in " + source + " are not those of " + architecture.label() + ": " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new InputException("The file " + source + " cannot be read again: " + e + ". Check permissions.", e);
        }
    }
}
