package dev.destseg.inspection.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inference.Takeover;
import dev.destseg.inference.Takeover.Stage;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inference.tensorrt.TensorRtSoftware;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.Settings;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.Sealing;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {
    private static final PlanDirectory PLANS = new PlanDirectory(Path.of("target", "no-plans"), Sealing.NONE);

    @Test
    void theProcessorNeedsNothing() {
        try (Engines engines = new Engines(Device.CPU, PLANS, change -> {}, Clock.systemUTC())) {
            assertEquals("onnxruntime-cpu", engines.runtime().name());
            assertEquals(Optional.empty(), engines.obstacle());
            assertEquals(List.of(), engines.changes());
        }
    }

    /** On arm64 ONNX Runtime has no kernels for GPUs, and TensorRT does. */
    @Test
    void takesWhatCanUseTheGpuOfAMachineOfItsKind() {
        assertEquals(Device.CPU, RuntimeChoice.automatic(false, true));
        assertEquals(Device.CPU, RuntimeChoice.automatic(false, false));
        assertEquals(Device.CUDA, RuntimeChoice.automatic(true, true));
        assertEquals(Device.TENSORRT, RuntimeChoice.automatic(true, false));
    }

    /** Nobody misses a GPU on a machine without one. */
    @Test
    void saysNothingOfAGpuThatNobodyAskedFor() {
        Assumptions.assumeFalse(OnnxRuntime.expectsCuda(), "Not run: this machine has an NVIDIA driver");
        try (Engines engines = new Engines(Device.AUTO, PLANS, change -> {}, Clock.systemUTC())) {
            assertEquals(Optional.empty(), engines.obstacle());
            assertTrue(engines.runtime().gainsFromBytes());
        }
    }

    @Test
    void judgesOnTheProcessorAndSaysWhyWhereTheGpuAskedForIsMissing() {
        Optional<String> missing = OnnxRuntime.cudaObstacle();
        Assumptions.assumeTrue(missing.isPresent(), "Not run: ONNX Runtime can use a GPU here");
        try (Engines engines = new Engines(Device.CUDA, PLANS, change -> {}, Clock.systemUTC())) {
            String obstacle = engines.obstacle().orElseThrow();
            assertTrue(obstacle.startsWith(missing.get()) && obstacle.endsWith("the processor judges"), obstacle);
            assertFalse(obstacle.contains("\n"), obstacle);
            assertEquals("onnxruntime-cpu", engines.runtime().name());
        }
    }

    @Test
    void keepsTheStateOfEachEngineOfARecipeUntilItIsClosed() {
        try (Engines engines = new Engines(Device.CPU, PLANS, change -> {}, Clock.systemUTC())) {
            engines.reached(takeover(1, Stage.FAILED));
            engines.reached(takeover(2, Stage.RUNS));
            assertEquals(List.of(Stage.FAILED, Stage.RUNS), stages(engines));
            engines.reached(takeover(1, Stage.CLOSED));
            assertEquals(List.of(Stage.RUNS), stages(engines));
        }
    }

    private static Takeover takeover(long engine, Stage stage) {
        return new Takeover(engine, "flange 1", "onnxruntime-cuda", stage, Optional.empty());
    }

    private static List<Stage> stages(Engines engines) {
        return engines.changes().stream()
                .map(change -> change.takeover().stage())
                .toList();
    }

    /** OpenVINO may take bytes of a picture, or of weights, in fewer digits than are compared; it does so less exactly then. */
    @Test
    void aRecipeIsJudgedByOpenVinoOnceThatJudgesItsGoldenSetAsItMust(@TempDir Path folder) throws Exception {
        Optional<String> missing = OnnxRuntime.openVinoObstacle();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "Not run: " + missing.get());
        BlockingQueue<EngineChange> changes = new LinkedBlockingQueue<>();
        try (Engines engines = new Engines(Device.OPENVINO, PLANS, changes::add, Clock.systemUTC());
                ActiveRecipes recipes = new ActiveRecipes(engines.runtime(), Settings.USUAL, Clock.systemUTC())) {
            assertEquals(Optional.empty(), engines.obstacle());
            recipes.activate("dim", TinyRecipe.withThreshold(0.9).writeWithGolden(folder.resolve("dim"), 51, 0.2));
            Takeover last;
            do {
                last = Objects.requireNonNull(changes.poll(1, TimeUnit.MINUTES)).takeover();
            } while (last.stage() != Stage.RUNS);
            assertTrue(last.runtime().startsWith("openvino"), last::toString);
        }
    }

    @Test
    void saysWhyOpenVinoIsMissing() {
        Optional<String> missing = OnnxRuntime.openVinoObstacle();
        Assumptions.assumeTrue(missing.isPresent(), "Not run: OpenVINO can be used here");
        try (Engines engines = new Engines(Device.OPENVINO, PLANS, change -> {}, Clock.systemUTC())) {
            assertTrue(engines.obstacle().orElseThrow().contains("onnxruntime-ep-openvino"));
            assertEquals("onnxruntime-cpu", engines.runtime().name());
        }
    }

    @Test
    void saysWhyTensorRtIsMissingAndWhatJudgesInstead() {
        Optional<String> missing = TensorRtSoftware.obstacle();
        Assumptions.assumeTrue(missing.isPresent(), "Not run: TensorRT can be used here");
        try (Engines engines = new Engines(Device.TENSORRT, PLANS, change -> {}, Clock.systemUTC())) {
            String obstacle = engines.obstacle().orElseThrow();
            assertTrue(obstacle.startsWith(missing.get()) && obstacle.contains("Until then"), obstacle);
        }
    }
}
