package dev.destseg.inspection;

import com.sun.management.ThreadMXBean;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.Seen;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures inspections, stage by stage, from the bytes of image files to verdicts. Preprocessing, decoding and
 * postprocessing run in one thread, the network in as many as the inspector was opened with.
 */
public final class Benchmark {
    /** What is measured; durations are of one image, of {@link #NETWORK} and {@link #TOTAL} of one batch. */
    public enum Stage {
        DECODING,
        PREPROCESSING,
        NETWORK,
        POSTPROCESSING,
        /** From the first byte to the last verdict of a batch. */
        TOTAL
    }

    /**
     * What was measured.
     *
     * @param stages durations by stage
     * @param images judged
     * @param elapsed from begin to end
     * @param allocated bytes that the thread which judges took from the Java heap; native memory is not among them
     */
    public record Result(Map<Stage, Durations> stages, long images, Duration elapsed, long allocated) {
        /** Images in a second. */
        public double throughput() {
            return images / (elapsed.toNanos() / 1e9);
        }

        /** Bytes of the Java heap for one image. */
        public long allocatedPerImage() {
            return allocated / images;
        }
    }

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Inspector inspector;
    private final ImageReader reader = new ImageReader();
    private final List<byte[]> files;
    private final int batch;
    private Map<Stage, Durations> stages = noDurations();
    private int next;
    private long allocated;

    /**
     * @param inspector stays the caller's
     * @param files image files, at least one; used in turn
     * @param batch images in one run of the network, at least 1
     */
    public Benchmark(Inspector inspector, List<byte[]> files, int batch) {
        this.inspector = inspector;
        this.files = List.copyOf(files);
        this.batch = batch;
    }

    /**
     * Judges for a while; a batch that has begun is ended.
     *
     * @param warmUp time before measuring begins
     * @param duration time to measure
     * @param progress told how much of both is over
     * @throws dev.destseg.tensor.InputException when an image cannot be read or the networks fail
     */
    public Result run(Duration warmUp, Duration duration, Consumer<Duration> progress) {
        repeat(warmUp, Duration.ZERO, progress);
        stages = noDurations();
        allocated = 0;
        long started = System.nanoTime();
        long batches = repeat(duration, warmUp, progress);
        return new Result(stages, batches * batch, Duration.ofNanos(System.nanoTime() - started), allocated);
    }

    private long repeat(Duration duration, Duration before, Consumer<Duration> progress) {
        long started = System.nanoTime();
        long batches = 0;
        do {
            long taken = THREADS.getCurrentThreadAllocatedBytes();
            once();
            allocated += THREADS.getCurrentThreadAllocatedBytes() - taken;
            batches++;
            progress.accept(before.plusNanos(System.nanoTime() - started));
        } while (System.nanoTime() - started < duration.toNanos());
        return batches;
    }

    private void once() {
        long started = System.nanoTime();
        List<Image> images = new ArrayList<>();
        List<Seen> prepared = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            long before = System.nanoTime();
            Image image = reader.read(files.get(next), "number " + next);
            next = (next + 1) % files.size();
            before = add(Stage.DECODING, before);
            prepared.add(inspector.preprocessing().apply(image));
            images.add(image);
            add(Stage.PREPROCESSING, before);
        }
        if (inspector instanceof WholeInspector whole) {
            together(whole, images, prepared);
        } else {
            zoneByZone(images, prepared);
        }
        add(Stage.TOTAL, started);
    }

    private void together(WholeInspector whole, List<Image> images, List<Seen> prepared) {
        long before = System.nanoTime();
        List<RecipeEngine.Judged> maps = whole.engine().judged(prepared);
        before = add(Stage.NETWORK, before);
        for (int i = 0; i < batch; i++) {
            whole.judge(images.get(i), prepared.get(i), maps.get(i));
            before = add(Stage.POSTPROCESSING, before);
        }
    }

    /** The networks of zones take turns, and see one image at a time. */
    private void zoneByZone(List<Image> images, List<Seen> prepared) {
        for (int i = 0; i < batch; i++) {
            Timings timings = inspector
                    .inspect(images.get(i), System.nanoTime(), prepared.get(i), () -> {})
                    .timings();
            durations(Stage.PREPROCESSING).add(timings.preprocessing().toNanos());
            durations(Stage.NETWORK).add(timings.network().toNanos());
            durations(Stage.POSTPROCESSING).add(timings.postprocessing().toNanos());
        }
    }

    private Durations durations(Stage stage) {
        return stages.computeIfAbsent(stage, absent -> new Durations());
    }

    private long add(Stage stage, long since) {
        long now = System.nanoTime();
        durations(stage).add(now - since);
        return now;
    }

    private static Map<Stage, Durations> noDurations() {
        return new EnumMap<>(Stage.class);
    }
}
