package dev.destseg.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.inference.Takeover.Stage;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The contract, kept by an engine that took over; and how it does. Both are ONNX Runtime, told apart by what they add. */
class AcceleratedRuntimeTest extends InferenceRuntimeContract {
    private static final Acceptance ANY = accepting(engine -> {});

    private final List<String> heard = new ArrayList<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final byte[] model = adding(1);

    private interface Check {
        void check(Engine engine);
    }

    private static Acceptance accepting(Check check) {
        return new Acceptance() {
            @Override
            public String subject() {
                return "flange";
            }

            @Override
            public void check(Engine engine) {
                check.check(engine);
            }
        };
    }

    /** ONNX Runtime under another name, which loads other graphs than it is given, so that its answers can be told apart. */
    private record Faster(String name, byte[] own, int runs, RuntimeException failure) implements InferenceRuntime {
        Faster(String name, byte[] own, int runs) {
            this(name, own, runs, new InputException("the GPU has fallen off the bus"));
        }

        @Override
        public Engine load(byte[] given, int threads) {
            Engine engine = new OnnxRuntime().load(own.length == 0 ? given : own, threads);
            int[] left = {runs};
            return new Engine() {
                @Override
                public Map<String, Tensor> run(Map<String, Tensor> inputs) {
                    if (left[0]-- == 0) {
                        throw failure;
                    }
                    return engine.run(inputs);
                }

                @Override
                public String runtime() {
                    return name;
                }

                @Override
                public void close() {
                    engine.close();
                }
            };
        }

        @Override
        public boolean gainsFromBytes() {
            return false;
        }
    }

    /** Every graph is taken over before it is run for the first time. */
    @Override
    protected InferenceRuntime runtime() {
        AcceleratedRuntime accelerated = accelerated(Runnable::run, new Faster("faster", new byte[0], -1));
        return new InferenceRuntime() {
            @Override
            public String name() {
                return accelerated.name();
            }

            @Override
            public Engine load(byte[] graph, int threads) {
                return accelerated.load(Model.of(graph), threads, ANY);
            }

            @Override
            public boolean gainsFromBytes() {
                return accelerated.gainsFromBytes();
            }
        };
    }

    private AcceleratedRuntime accelerated(Executor builder, InferenceRuntime... faster) {
        return new AcceleratedRuntime(
                new OnnxRuntime(),
                List.of(faster),
                builder,
                takeover -> heard.add(takeover.runtime() + " " + takeover.stage()
                        + takeover.reason().map(reason -> ": " + reason).orElse("")));
    }

    @Test
    void judgesWhileTheOtherEngineIsBuiltAndByItAfterwards() {
        try (Engine engine =
                accelerated(later::add, new Faster("faster", adding(2), -1)).load(Model.of(model), 1, ANY)) {
            assertEquals("onnxruntime-cpu", engine.runtime());
            assertEquals(11, answer(engine));
            later.remove().run();
            assertEquals("faster", engine.runtime());
            assertEquals(12, answer(engine));
        }
        assertEquals(List.of("faster WAITING", "faster BUILDING", "faster RUNS", "faster CLOSED"), heard);
    }

    @Test
    void staysWhereItIsWhenTheOtherDoesNotAgree() {
        Acceptance strict = accepting(engine -> {
            if (answer(engine) != 11) {
                throw new InputException("it gives " + answer(engine));
            }
        });
        try (Engine engine =
                accelerated(Runnable::run, new Faster("faster", adding(2), -1)).load(Model.of(model), 1, strict)) {
            assertEquals("onnxruntime-cpu", engine.runtime());
            assertEquals(11, answer(engine));
        }
        assertEquals("faster FAILED: it gives 12.0", last());
    }

    @Test
    void triesTheNextWhenOneCannotBeBuilt() {
        Faster broken = new Faster("broken", new byte[] {1}, -1);
        try (Engine engine = accelerated(Runnable::run, broken, new Faster("slower", adding(3), -1))
                .load(Model.of(model), 1, ANY)) {
            assertEquals("slower", engine.runtime());
            assertEquals(13, answer(engine));
        }
        assertEquals("slower RUNS", last());
        assertEquals(
                1,
                heard.stream()
                        .filter(line -> line.startsWith("broken FAILED: "))
                        .count());
    }

    @Test
    void aBatchThatDoesNotFitIsHalvedAndTheOtherEngineGoesOn() {
        InferenceRuntime small = new InferenceRuntime() {
            @Override
            public String name() {
                return "small";
            }

            @Override
            public Engine load(byte[] given, int threads) {
                return new WatchedEngine(new OnnxRuntime().load(given, threads), inputs -> {
                    if (inputs.get("x").shape().extent(0) > 1) {
                        throw new InputException("the GPU has no memory left");
                    }
                });
            }

            @Override
            public boolean gainsFromBytes() {
                return false;
            }
        };
        Operators ops = new Operators(new GraphBuilder("batches"));
        Value x = ops.builder().input("x", ElementType.FLOAT32, Shape.of(Shape.FREE, 1));
        ops.builder().output("y", ops.add(x, ops.scalar(1)));
        Model batches = Model.of(OnnxWriter.write(ops.builder().build()));
        try (Engine engine = accelerated(Runnable::run, small).load(batches, 1, ANY)) {
            Tensor sums = engine.run(Map.of("x", FloatTensor.of(new float[] {1, 2, 3}, 3, 1)))
                    .get("y");
            assertArrayEquals(new float[] {2, 3, 4}, ((FloatTensor) sums).data());
        }
        assertEquals(List.of("small WAITING", "small BUILDING", "small RUNS", "small CLOSED"), heard);
    }

    /** The presets throw it, too, when native memory is short. */
    @Test
    void triesTheNextWhenOneFindsNoMemory() {
        int[] checks = {0};
        Acceptance needy = accepting(engine -> {
            if (checks[0]++ == 0) {
                throw new OutOfMemoryError("Physical memory usage is too high");
            }
        });
        try (Engine engine = accelerated(
                        Runnable::run, new Faster("greedy", adding(2), -1), new Faster("modest", adding(3), -1))
                .load(Model.of(model), 1, needy)) {
            assertEquals(13, answer(engine));
        }
        assertEquals("greedy FAILED: Physical memory usage is too high", heard.get(2));
        assertEquals("modest RUNS", heard.get(4));
    }

    /** The image during which it happens is judged too. */
    @Test
    void goesBackToTheFirstWhenTheOtherFailsLater() {
        try (Engine engine =
                accelerated(Runnable::run, new Faster("faster", adding(2), 1)).load(Model.of(model), 1, ANY)) {
            assertEquals(12, answer(engine));
            assertEquals(11, answer(engine));
            assertEquals(11, answer(engine));
            assertEquals("onnxruntime-cpu", engine.runtime());
        }
        assertEquals("faster FAILED: while it ran: the GPU has fallen off the bus", last());
    }

    /** As what native code throws, which knows nothing of our exceptions. */
    @Test
    void goesBackToTheFirstWhateverTheOtherThrows() {
        RuntimeException lost = new RuntimeException("CUDA failure 719: unspecified launch failure");
        try (Engine engine = accelerated(Runnable::run, new Faster("faster", adding(2), 1, lost))
                .load(Model.of(model), 1, ANY)) {
            assertEquals(12, answer(engine));
            assertEquals(11, answer(engine));
            assertEquals("onnxruntime-cpu", engine.runtime());
        }
        assertEquals("faster FAILED: while it ran: " + lost.getMessage(), last());
    }

    @Test
    void keepsTheOtherWhenInputsAreWrong() {
        try (Engine engine =
                accelerated(Runnable::run, new Faster("faster", adding(2), -1)).load(Model.of(model), 1, ANY)) {
            assertThrows(InputException.class, () -> engine.run(Map.of()));
            assertEquals("faster", engine.runtime());
        }
    }

    @Test
    void buildsNothingForAGraphThatIsClosed() {
        accelerated(later::add, new Faster("faster", adding(2), -1))
                .load(Model.of(model), 1, ANY)
                .close();
        later.remove().run();
        assertEquals(List.of("faster WAITING", "faster CLOSED"), heard);
    }

    @Test
    void leavesGraphsAloneThatNobodyAcceptsAnotherEngineFor() {
        try (Engine engine =
                accelerated(Runnable::run, new Faster("faster", adding(2), -1)).load(model, 1)) {
            assertEquals(11, answer(engine));
        }
        assertEquals(List.of(), heard);
    }

    /** Two engines of one recipe, such as those for all cores and for half of them. */
    @Test
    void tellsTheStagesOfEachEngineApart() {
        List<Takeover> told = new ArrayList<>();
        Faster faster = new Faster("faster", adding(2), -1);
        AcceleratedRuntime runtime =
                new AcceleratedRuntime(new OnnxRuntime(), List.of(faster), Runnable::run, told::add);
        Engine one = runtime.load(Model.of(model), 2, ANY);
        runtime.load(Model.of(model), 1, ANY).close();
        one.close();
        List<Long> engines = told.stream().map(Takeover::engine).toList();
        assertEquals(2, engines.stream().distinct().count());
        assertEquals(engines.get(0), engines.get(engines.size() - 1));
        assertEquals(List.of(Stage.WAITING, Stage.BUILDING, Stage.RUNS, Stage.CLOSED), stages(told, engines.get(0)));
        assertEquals(List.of(Stage.WAITING, Stage.BUILDING, Stage.RUNS, Stage.CLOSED), stages(told, engines.get(3)));
    }

    @Test
    void tellsNothingOfAnEngineThatWasClosedWhileTheOtherWasBuilt() {
        List<Engine> loaded = new ArrayList<>();
        Acceptance late = accepting(built -> {
            loaded.get(0).close();
            throw new InputException("it is closed");
        });
        loaded.add(accelerated(later::add, new Faster("faster", adding(2), -1)).load(Model.of(model), 1, late));
        later.remove().run();
        assertEquals(List.of("faster WAITING", "faster BUILDING", "faster CLOSED"), heard);
    }

    private static List<Stage> stages(List<Takeover> told, long engine) {
        return told.stream()
                .filter(each -> each.engine() == engine)
                .map(Takeover::stage)
                .toList();
    }

    /** The last that was told before the engine was closed. */
    private String last() {
        return heard.stream()
                .filter(line -> !line.endsWith(" CLOSED"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static float answer(Engine engine) {
        Tensor y = engine.run(Map.of("x", FloatTensor.of(new float[] {10}, 1))).get("y");
        assertArrayEquals(new int[] {1}, y.shape().extents());
        return ((FloatTensor) y).data()[0];
    }

    private static byte[] adding(float number) {
        Operators ops = new Operators(new GraphBuilder("adding"));
        Value x = ops.builder().input("x", ElementType.FLOAT32, Shape.of(1));
        ops.builder().output("y", ops.add(x, ops.scalar(number)));
        return OnnxWriter.write(ops.builder().build());
    }
}
