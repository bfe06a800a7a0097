package dev.destseg.inference.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.InferenceRuntimeContract;
import dev.destseg.inference.Model;
import dev.destseg.tensor.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class OnnxRuntimeTest extends InferenceRuntimeContract {
    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    protected InferenceRuntime runtime() {
        return new OnnxRuntime();
    }

    @Test
    void enginesThatShareWeightsGiveTheSameWhicheverIsClosedFirst() {
        requireMemory();
        Model model = Model.of(convolution(16));
        for (boolean closeFirst : new boolean[] {true, false}) {
            Engine first = runtime().load(model, 2);
            float[] alone = run(first, 1);
            List<float[]> checked = new ArrayList<>();
            Engine other = first.sharing(model, 1, engine -> checked.add(run(engine, 1)))
                    .orElseThrow();
            assertArrayEquals(alone, checked.get(0));
            assertArrayEquals(alone, run(first, 1));
            (closeFirst ? first : other).close();
            try (Engine left = closeFirst ? other : first) {
                assertArrayEquals(alone, run(left, 1), 1e-6f);
            }
        }
    }

    @Test
    void anEngineGoesOnAsItWasWhenWhatIsSharedIsRefused() {
        requireMemory();
        Model model = Model.of(convolution(16));
        try (Engine engine = runtime().load(model, 2)) {
            float[] before = run(engine, 1);
            assertThrows(
                    InputException.class,
                    () -> engine.sharing(model, 1, successor -> {
                        throw new InputException("it judges otherwise");
                    }));
            assertArrayEquals(before, run(engine, 1));
        }
    }

    private static void requireMemory() {
        Assumptions.assumeTrue(Files.isWritable(MEMORY), "Not run: there is no " + MEMORY);
    }
}
