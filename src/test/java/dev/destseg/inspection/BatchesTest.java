package dev.destseg.inspection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.Image;
import dev.destseg.image.Seen;
import dev.destseg.inference.WatchedRuntime;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a network that shows brightness. Images come to wait while the test has the turn to run networks. */
class BatchesTest {
    private static final int MOST = 4;
    /** What the network cannot be run for. */
    private static final int POISON = 13;

    @TempDir
    private Path folder;

    private final Cores cores = new Cores();
    private final List<Integer> runs = new CopyOnWriteArrayList<>();
    private Inspector inspector;
    private Batches batches;

    @BeforeEach
    void load() {
        StoredRecipe recipe = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("recipe"));
        inspector = Inspector.open(recipe, new WatchedRuntime(new OnnxRuntime(), this::watch), 1);
        batches = Batches.of(inspector, MOST, true).orElseThrow();
        runs.clear();
    }

    @AfterEach
    void close() {
        inspector.close();
    }

    private void watch(Map<String, Tensor> inputs) {
        ByteTensor images = (ByteTensor) inputs.get(DeStSeg.IMAGE);
        runs.add(images.shape().extent(0));
        for (byte value : images.data()) {
            if (value == POISON) {
                throw new InputException("Poisoned");
            }
        }
    }

    @Test
    void thoseThatWaitAreJudgedInFewRunsAndEachAsAlone() {
        List<Image> images = List.of(grey(10), grey(50), grey(128), grey(200), grey(250), grey(90));

        List<Inspection> together = judgedTogether(images, inTime());

        assertEquals(List.of(MOST, 2), runs);
        for (int i = 0; i < images.size(); i++) {
            Inspection alone = inspector.inspectPrepared(images.get(i));
            assertEquals(alone.verdict(), together.get(i).verdict());
            assertEquals(alone.score(), together.get(i).score());
            assertEquals(alone.regions(), together.get(i).regions());
            assertArrayEquals(
                    alone.map().orElseThrow().values(),
                    together.get(i).map().orElseThrow().values());
        }
    }

    @Test
    void oneAloneWaitsForNobody() {
        Image image = grey(200);
        try (Cores.Demand demand = cores.demand()) {
            assertEquals(
                    Verdict.DEFECT,
                    batches.inspect(image, Seen.asIs(image), inTime(), demand).verdict());
        }
        assertEquals(List.of(1), runs);
    }

    @Test
    void whatFailsTogetherFailsForThoseAloneWhoseFaultItIs() {
        List<Inspection> judged = judgedTogether(List.of(grey(200), grey(POISON), grey(20)), inTime());

        assertEquals(
                List.of(Verdict.DEFECT, Verdict.CANNOT_JUDGE, Verdict.OK),
                judged.stream().map(Inspection::verdict).toList());
        assertEquals(Optional.of("Poisoned"), judged.get(1).reason());
        assertEquals(List.of(3, 1, 1, 1), runs);
    }

    @Test
    void whatIsTooLateIsNotJudged() {
        Deadline passed = new Deadline(System.nanoTime() - 1, Duration.ofMillis(80), "a key");

        List<Inspection> judged = judgedTogether(List.of(grey(20), grey(20)), passed);

        assertTrue(
                judged.stream().allMatch(late -> Deadline.isMissed(late.reason().orElseThrow())));
        assertEquals(List.of(), runs);
    }

    @Test
    void enginesThatGainNothingAreGivenOneImageAtATimeUnlessSomebodyWantsMore() {
        OnnxRuntime processor = new OnnxRuntime();
        assertEquals(1, Batches.most(OptionalInt.empty(), processor));
        assertEquals(Optional.empty(), Batches.of(inspector, 1, false));
        assertTrue(batches.areWanted());
        assertTrue(!Batches.of(inspector, MOST, false).orElseThrow().areWanted());
        assertThrows(InputException.class, () -> Batches.most(OptionalInt.of(0), processor));
        assertThrows(InputException.class, () -> Batches.most(OptionalInt.of(33), processor));
    }

    @Test
    void imagesInPiecesHaveBatchesOfTheirOwn() {
        StoredRecipe tiled = TinyRecipe.withThreshold(0.5).inTiles(16, 16, 0).writeTo(folder.resolve("tiled"));
        try (Inspector pieces = Inspector.open(tiled, new OnnxRuntime(), 1)) {
            assertEquals(Optional.empty(), Batches.of(pieces, MOST, true));
        }
    }

    private List<Inspection> judgedTogether(List<Image> images, Deadline deadline) {
        List<CompletableFuture<Inspection>> waiting = new ArrayList<>();
        try (Cores.Demand turn = cores.demand()) {
            turn.run(false, all -> {
                for (Image image : images) {
                    waiting.add(CompletableFuture.supplyAsync(
                            () -> inspect(image, deadline), work -> new Thread(work).start()));
                    while (batches.waiting() < waiting.size()) {
                        Thread.onSpinWait();
                    }
                }
                return all;
            });
        }
        return waiting.stream().map(CompletableFuture::join).toList();
    }

    private Inspection inspect(Image image, Deadline deadline) {
        try (Cores.Demand demand = cores.demand()) {
            return batches.inspect(image, Seen.asIs(image), deadline, demand);
        }
    }

    private static Deadline inTime() {
        return new Deadline(System.nanoTime() + Duration.ofMinutes(1).toNanos(), Duration.ofMinutes(1), "a key");
    }

    private static Image grey(int value) {
        byte[] pixels = new byte[3 * TinyRecipe.SIZE * TinyRecipe.SIZE];
        Arrays.fill(pixels, (byte) value);
        return new Image(TinyRecipe.SIZE, TinyRecipe.SIZE, pixels);
    }
}
