package dev.destseg.training;

import dev.destseg.dataset.synthesis.Synthesizer;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Overlay;
import dev.destseg.image.Resize;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.Parameters;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.ScoreMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows now and then what a run has learned by now: the anomaly maps of a good image and of two with synthetic defects, drawn
 * over them in common colours. Nothing of the run depends on it. Used by one thread.
 */
final class MapPreviews {
    /** Larger networks would need memory that the run was not sized for. */
    private static final long MOST_PARAMETERS = 10_000_000;

    private static final int DEFECTIVE = 2;
    private static final int LARGEST_SIDE = 256;
    /** Of the time of a run that goes into them. */
    private static final double SHARE = 0.03;

    private static final double LEAST_SECONDS_BETWEEN = 5;

    private final DeStSeg model;
    private final InferenceRuntime runtime;
    private final int threads;
    private final List<Image> images = new ArrayList<>();
    private final Path folder;
    private final TrainingListener listener;
    private double nextAt;

    /**
     * @param good such an image, of the input size
     * @param folder made when absent
     */
    MapPreviews(
            DeStSeg model,
            InferenceRuntime runtime,
            int threads,
            Image good,
            Synthesizer synthesizer,
            Path folder,
            TrainingListener listener) {
        this.model = model;
        this.runtime = runtime;
        this.threads = threads;
        this.folder = folder;
        this.listener = listener;
        images.add(good);
        for (int i = 1; i <= DEFECTIVE; i++) {
            images.add(synthesizer.sample(good, -i).corrupted());
        }
    }

    /** @param seconds of the run by now */
    boolean isDue(double seconds, Parameters parameters) {
        return seconds >= nextAt
                && parameters.tensors().values().stream()
                                .mapToLong(tensor -> tensor.shape().elements())
                                .sum()
                        <= MOST_PARAMETERS;
    }

    /**
     * Writes {@code 0.png}, {@code 1.png}, ... anew, each in one piece.
     *
     * @param phase whose map is looked at
     * @param seconds of the run by now
     */
    void show(Phase phase, Parameters learned, double seconds) {
        Stopwatch stopwatch = Stopwatch.startedWith(0);
        List<AnomalyMap> maps = maps(phase, learned);
        float highest = 0;
        for (AnomalyMap map : maps) {
            for (float value : map.values()) {
                highest = Math.max(highest, value);
            }
        }
        for (int i = 0; i < images.size(); i++) {
            write(i, new Overlay(1).of(images.get(i), maps.get(i), highest / 2));
        }
        listener.previewed(images.size());
        nextAt = seconds + Math.max(LEAST_SECONDS_BETWEEN, stopwatch.seconds() / SHARE);
    }

    private List<AnomalyMap> maps(Phase phase, Parameters learned) {
        LearnedModel now = LearnedModel.of(model, learned);
        ScoreMap map =
                switch (phase) {
                    case DENOISING -> ScoreMap.DEST;
                    case SEGMENTATION -> ScoreMap.SEGMENTATION;
                };
        try (Engine engine = runtime.load(OnnxWriter.write(now.graph()), threads)) {
            return images.stream()
                    .map(image -> now.maps(engine, List.of(image)).get(0).get(map))
                    .toList();
        }
    }

    private void write(int number, Image overlay) {
        double factor = Math.min(1, (double) LARGEST_SIDE / Math.max(overlay.width(), overlay.height()));
        Image small = factor == 1
                ? overlay
                : new Resize((int) Math.round(factor * overlay.width()), (int) Math.round(factor * overlay.height()))
                        .apply(overlay);
        try {
            Files.createDirectories(folder);
            AtomicFile.write(folder.resolve(number + ".png"), Content.of(ImageWriter.png(small)));
        } catch (IOException e) {
            throw new UncheckedIOException("The maps of a run cannot be shown in " + folder, e);
        }
    }
}
