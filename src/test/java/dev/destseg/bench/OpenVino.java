package dev.destseg.bench;

import dev.destseg.graph.Graph;
import dev.destseg.network.Profile;
import dev.destseg.onnx.OnnxWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Our graphs run by OpenVINO, where the Python of scripts/bench has it. */
final class OpenVino {
    /** Set by scripts/bench: the Python that has OpenVINO; empty when none has. */
    private static final String PYTHON = System.getProperty("bench.openvino", "");

    private OpenVino() {}

    /** In floats, in what OpenVINO takes by itself for them (16 bits where the processor multiplies those), in bytes. */
    static List<Contender> contenders(Profile profile, int batch, int threads) {
        if (PYTHON.isEmpty()) {
            return List.of();
        }
        Graph floats = Ours.graph(profile);
        return List.of(
                contender(floats, "f32", profile, batch, threads),
                contender(floats, "own choice", profile, batch, threads),
                contender(Ours.quantized(profile, threads), "int8", profile, batch, threads));
    }

    private static Contender contender(Graph graph, String kind, Profile profile, int batch, int threads) {
        try {
            Path model = Files.createTempFile("bench", ".onnx");
            try {
                Files.write(model, OnnxWriter.write(graph));
                String size = Integer.toString(profile.inputSize());
                return new Peer(List.of(
                        PYTHON,
                        System.getProperty("bench.openvino.script"),
                        model.toString(),
                        kind,
                        Integer.toString(threads),
                        Integer.toString(batch),
                        size));
            } finally {
                // The other program has read it when it says that it is ready.
                Files.delete(model);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
