package dev.destseg.inspection;

import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageTensors;
import dev.destseg.inference.Engine;
import dev.destseg.inference.Model;
import dev.destseg.network.DeStSeg;
import dev.destseg.recipe.InputSize;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;

/** The maps that a graph gives of pieces of images. Safe between threads; closing frees the native memory. */
final class Networks implements AutoCloseable {
    /** As many images are worked on at the same time as two threads judge. */
    private static final int MOST_IDLE = 2;

    private final Engine engine;
    private final InputSize size;
    /** Arrays that pieces were given to the engine in, for the next: an image leaves that much less garbage behind. */
    private final Queue<byte[]> idle = new ArrayBlockingQueue<>(MOST_IDLE);

    /** @param engine taken over */
    Networks(Engine engine, InputSize size) {
        this.engine = engine;
        this.size = size;
    }

    String runtime() {
        return engine.runtime();
    }

    /** As {@link Engine#gainsFromBatches}. */
    boolean gainsFromBatches() {
        return engine.gainsFromBatches();
    }

    /** As {@link Engine#sharing}. */
    Optional<Engine> sharing(Model model, int threads, Consumer<Engine> check) {
        return engine.sharing(model, threads, check);
    }

    /** All that the graph gives of a black image, by the names of its outputs. */
    Map<String, Tensor> probe() {
        Image black = new Image(size.width(), size.height(), new byte[3 * size.width() * size.height()]);
        return engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(black)));
    }

    /**
     * The maps of each piece, as the graph gives them.
     *
     * @param pieces of the input size
     * @param wanted maps, and the names of their outputs
     * @throws InputException when the graph does not run or does not give them
     */
    List<Map<ScoreMap, AnomalyMap>> run(List<Image> pieces, Map<ScoreMap, String> wanted) {
        byte[] planes = borrow(ImageTensors.elements(pieces));
        try {
            ByteTensor batch = ImageTensors.of(pieces, planes);
            return maps(engine.run(Map.of(DeStSeg.IMAGE, batch), Set.copyOf(wanted.values())), pieces.size(), wanted);
        } finally {
            idle.offer(planes);
        }
    }

    /** One for a batch of another size is let go: there are few sizes, and the last batch of an image alone is smaller. */
    private byte[] borrow(int elements) {
        byte[] planes = idle.poll();
        return planes != null && planes.length == elements ? planes : new byte[elements];
    }

    /** @param results by the names of outputs */
    List<Map<ScoreMap, AnomalyMap>> maps(Map<String, Tensor> results, int count, Map<ScoreMap, String> wanted) {
        List<Map<ScoreMap, AnomalyMap>> maps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<ScoreMap, AnomalyMap> each = new EnumMap<>(ScoreMap.class);
            for (Map.Entry<ScoreMap, String> output : wanted.entrySet()) {
                each.put(output.getKey(), map(results, output.getValue(), i, count));
            }
            maps.add(each);
        }
        return maps;
    }

    private AnomalyMap map(Map<String, Tensor> results, String name, int index, int count) {
        Shape expected = Shape.of(count, 1, size.height(), size.width());
        if (!(results.get(name) instanceof FloatTensor tensor)
                || !tensor.shape().equals(expected)) {
            throw new InputException("The graph has no output " + name + " of shape " + expected);
        }
        int pixels = size.width() * size.height();
        float[] values =
                count == 1 ? tensor.data() : Arrays.copyOfRange(tensor.data(), index * pixels, (index + 1) * pixels);
        return new AnomalyMap(size.width(), size.height(), values);
    }

    @Override
    public void close() {
        engine.close();
    }
}
