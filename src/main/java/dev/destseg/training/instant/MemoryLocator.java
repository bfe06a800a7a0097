package dev.destseg.training.instant;

import dev.destseg.dataset.ImageCache;
import dev.destseg.dataset.ImageLoader;
import dev.destseg.dataset.Sample;
import dev.destseg.dataset.Sight;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.ImageReader;
import dev.destseg.image.Mask;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.network.Exposure;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Light;
import dev.destseg.network.Memories;
import dev.destseg.network.Parameters;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.training.DefectLocator;
import dev.destseg.training.LearnedModel;
import dev.destseg.training.Stopwatch;
import dev.destseg.training.StoredTeacher;
import dev.destseg.training.TrainingListener;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Finds defects by a small memory of good parts, whatever learns from them then: a student that has hardly learned finds them in the
 * wrong places. Used by one thread.
 *
 * @param inputSize height and width of the pieces of images
 */
public record MemoryLocator(InferenceRuntime runtime, int inputSize, int threads, TrainingListener listener)
        implements DefectLocator {
    /** Good parts that are remembered, and pieces of them: a quarter of a minute. */
    private static final int MOST_GOOD = 48;

    private static final int MOST_PIECES = 200;

    private static final int LEAST_GOOD = InstantSettings.QUARTERS;
    private static final int WEIGHING_IMAGES = 32;
    private static final int BANK = 2000;
    private static final long MOST_CACHED_BYTES = 1L << 26;

    @Override
    public void locate(ImageCache good, ImageCache defective, List<Integer> undrawn, BiConsumer<Integer, Mask> found) {
        if (good.samples().size() < LEAST_GOOD) {
            listener.said("Fewer than " + LEAST_GOOD + " good parts do not tell where a defect lies");
            return;
        }
        InstantModel model = new InstantModel(StoredTeacher.embedded().teacher(), inputSize);
        Parameters memory = memory(model, good);
        LearnedModel learned = LearnedModel.of(model, Memories.of(Exposure.AS_TAKEN, memory), memory);
        try (Engine engine = runtime.load(OnnxWriter.write(learned.graph()), threads)) {
            for (int sample : undrawn) {
                AnomalyMap map = defective
                        .view()
                        .maps(defective.whole(sample), pieces -> learned.maps(engine, pieces))
                        .get(ScoreMap.MEMORY);
                KnownDefects.outstanding(map).ifPresent(mask -> found.accept(sample, mask));
            }
        }
    }

    private Parameters memory(InstantModel model, ImageCache good) {
        InstantSettings standard = InstantSettings.standard();
        InstantSettings settings = new InstantSettings(
                inputSize,
                Sight.ALL,
                Light.STEADY,
                BANK,
                standard.sampleSize(),
                MOST_GOOD,
                WEIGHING_IMAGES,
                0,
                standard.seed());
        TimeLimit none = new TimeLimit(Stopwatch.startedWith(0), Optional.empty());
        return new MemoryLearning(model, Exposure.AS_TAKEN, settings, some(good), runtime, threads, none, listener)
                .learn();
    }

    /** From the first to the last, at equal distances. */
    private ImageCache some(ImageCache good) {
        List<Sample> all = good.samples();
        int wanted = Math.max(LEAST_GOOD, Math.min(MOST_GOOD, MOST_PIECES / good.pieces()));
        int count = Math.min(wanted, all.size());
        List<Sample> some = IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
        return ImageCache.load(
                new ImageLoader(new ImageReader(), good.view()),
                some,
                MOST_CACHED_BYTES,
                problem -> listener.said(problem.file() + " " + problem.message()));
    }
}
