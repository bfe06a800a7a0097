package dev.destseg.inference.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.InferenceRuntimeContract;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Device;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Waiting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract by OpenVINO's plugin, which scripts/setup-test brings. */
class OpenVinoTest extends InferenceRuntimeContract {
    private final OnnxRuntime openVino = new OnnxRuntime(Waiting.SPINNING, Device.OPENVINO_FLOAT32);

    @TempDir
    private Path folder;

    @BeforeEach
    void needThePlugin() {
        Optional<String> obstacle = OnnxRuntime.openVinoObstacle();
        Assumptions.assumeTrue(obstacle.isEmpty(), obstacle.orElse(""));
    }

    @Override
    protected InferenceRuntime runtime() {
        return openVino;
    }

    @Test
    void isLookedForInAllFolders() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path full = Files.createDirectory(folder.resolve("full"));
        Path plugin = Files.createFile(full.resolve(OpenVino.LIBRARY));
        assertEquals(Optional.of(plugin), OpenVino.find(empty + File.pathSeparator + full));
        assertTrue(OpenVino.find(empty + File.pathSeparator).isEmpty());
    }

    @Test
    void whatIsNoPluginIsNamedAndEndsNothing() throws IOException {
        Path damaged = Files.writeString(folder.resolve(OpenVino.LIBRARY), "no library");
        String obstacle = OpenVino.register(folder.toString()).orElseThrow();
        assertTrue(obstacle.contains(damaged.toString()), obstacle);
        assertTrue(obstacle.contains("too short"), obstacle);
    }
}
