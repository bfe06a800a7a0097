package dev.destseg.training;

import dev.destseg.dataset.synthesis.CorruptedSample;
import dev.destseg.image.ImageTensors;
import dev.destseg.image.Mask;
import dev.destseg.network.DeStSeg;
import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.FloatTensor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes the batches of a phase ahead of their use, in threads of its own. The batch of a step depends on the seed, the
 * phase and the number of the step only, so that a resumed run sees what an undisturbed one sees. Used by one thread.
 */
final class BatchSource implements AutoCloseable {
    /** More than there are threads, so that one is ready when it is asked for. */
    private static final int AHEAD = 2;

    private final TrainingSamples samples;
    private final int size;
    private final int count;
    private final ExecutorService makers;
    private final Queue<Future<Batch>> ready = new ArrayDeque<>();
    private int next;

    /**
     * @param step number of the first batch that {@link #take} gives
     * @param threads that make batches, at least 1
     */
    BatchSource(TrainingSamples samples, TrainingSettings settings, int step, int threads) {
        this.samples = samples;
        this.size = settings.profile().inputSize();
        this.count = settings.batch();
        this.next = step;
        this.makers = Executors.newFixedThreadPool(threads, work -> {
            Thread maker = new Thread(work, "synthesis");
            maker.setDaemon(true);
            return maker;
        });
        for (int i = 0; i < threads + AHEAD; i++) {
            order();
        }
    }

    private void order() {
        int step = next++;
        ready.add(makers.submit(() -> batch(step)));
    }

    /** The batch of the next step; waits for it if need be. */
    Batch take() {
        try {
            Batch batch = ready.remove().get();
            order();
            return batch;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("A training batch could not be made", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a training batch", e);
        }
    }

    private Batch batch(int step) {
        int images3 = 3 * size * size;
        int small = size / DeStSeg.MAP_STRIDE;
        byte[] clean = new byte[count * images3];
        byte[] corrupted = new byte[count * images3];
        float[] mask = new float[count * small * small];
        for (int i = 0; i < count; i++) {
            CorruptedSample sample = samples.sample((long) step * count + i);
            ImageTensors.copyPlanes(sample.clean(), clean, i * images3);
            ImageTensors.copyPlanes(sample.corrupted(), corrupted, i * images3);
            shrink(sample.mask(), mask, i * small * small);
        }
        return new Batch(
                ByteTensor.of(clean, count, 3, size, size),
                ByteTensor.of(corrupted, count, 3, size, size),
                FloatTensor.of(mask, count, 1, small, small));
    }

    /**
     * Bilinear resizing by 1/4 without anti-aliasing reads the middle four of each 4 x 4 pixels; their mean is thresholded
     * at 0.5.
     */
    private static void shrink(Mask mask, float[] target, int offset) {
        int stride = DeStSeg.MAP_STRIDE;
        int small = mask.width() / stride;
        for (int i = 0; i < small * (mask.height() / stride); i++) {
            int corner = (i / small * stride + 1) * mask.width() + i % small * stride + 1;
            int inside = mask.data()[corner]
                    + mask.data()[corner + 1]
                    + mask.data()[corner + mask.width()]
                    + mask.data()[corner + mask.width() + 1];
            target[offset + i] = inside >= 2 ? 1 : 0;
        }
    }

    @Override
    public void close() {
        makers.shutdownNow();
    }
}
