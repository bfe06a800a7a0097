package dev.destseg.training.instant;

import dev.destseg.dataset.ImageCache;
import dev.destseg.image.Image;
import dev.destseg.image.ImageTensors;
import dev.destseg.image.Mask;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.InstantParameters;
import dev.destseg.network.Parameters;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Tensor;
import dev.destseg.training.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What defects that somebody has shown look like to the teacher: their features where they stand out most, within the mask where
 * there is one. What lies around is a good part's and must not be taken for a defect. Used by one thread.
 */
final class KnownDefects {
    /** Of the highest u, and so the square of a half of v: the peak and what stands by it. */
    private static final float LEAST_SHARE = 0.25f;

    private final InstantModel model;
    private final InferenceRuntime runtime;
    private final int threads;
    private final int most;
    private final TrainingListener listener;

    /** @param most features at a level, of all images */
    KnownDefects(InstantModel model, InferenceRuntime runtime, int threads, int most, TrainingListener listener) {
        this.model = model;
        this.runtime = runtime;
        this.threads = threads;
        this.most = most;
        this.listener = listener;
    }

    /** A position of a level, and how far it stands out. */
    private record Found(float height, float[] feature) {}

    /**
     * Looks at defects.
     *
     * @param memory of good parts
     * @return features as {@link InstantParameters#knownDefects} names them; none when nothing stands out in any image
     */
    Map<String, FloatTensor> of(ImageCache images, Parameters memory) {
        Map<Level, List<float[]>> known = new LinkedHashMap<>();
        int perImage = Math.max(1, most / images.samples().size());
        try (Engine features = runtime.load(OnnxWriter.write(model.features()), threads);
                Engine judging = runtime.load(OnnxWriter.write(model.inference(memory)), threads)) {
            for (int i = 0; i < images.samples().size(); i++) {
                Map<Level, List<Found>> found = look(images, i, features, judging);
                if (found.values().stream().anyMatch(List::isEmpty)) {
                    listener.said(images.samples().get(i).image()
                            + " is left out: nothing in it is unlike good parts, so that the defect cannot be found");
                } else {
                    found.forEach((level, positions) -> known.computeIfAbsent(level, absent -> new ArrayList<>())
                            .addAll(strongest(positions, perImage)));
                }
                listener.advanced(
                        "Looking at shown defects", i + 1, images.samples().size());
            }
        }
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        known.forEach((level, rows) -> tensors.put(InstantParameters.knownDefects(level), tensor(level, rows)));
        return tensors;
    }

    private Map<Level, List<Found>> look(ImageCache images, int sample, Engine features, Engine judging) {
        Map<Level, List<Found>> found = new LinkedHashMap<>();
        model.knownLevels().forEach(level -> found.put(level, new ArrayList<>()));
        Optional<Mask> mask = images.mask(sample);
        for (int piece = 0; piece < images.pieces(); piece++) {
            Image image = images.image(sample * images.pieces() + piece);
            Map<String, Tensor> input = Map.of(DeStSeg.IMAGE, ImageTensors.of(List.of(image)));
            float[] map = data(judging.run(input), InstantModel.MEMORY_MAP);
            Map<String, Tensor> seen = features.run(input);
            int part = piece;
            Optional<Mask> own = mask.map(whole -> images.view().part(whole, part));
            found.forEach((level, positions) -> add(positions, level, map, own, data(seen, level.features())));
        }
        return found;
    }

    private void add(List<Found> found, Level level, float[] map, Optional<Mask> mask, float[] features) {
        int channels = level.channels();
        for (int position = 0; position < level.side() * level.side(); position++) {
            float height = height(level, position, map, mask);
            if (height > 0) {
                found.add(new Found(
                        height, Arrays.copyOfRange(features, position * channels, (position + 1) * channels)));
            }
        }
    }

    /** v of the highest pixel that belongs to the defect. */
    private float height(Level level, int position, float[] map, Optional<Mask> mask) {
        int left = position % level.side() * level.stride();
        int top = position / level.side() * level.stride();
        float highest = 0;
        for (int y = top; y < top + level.stride(); y++) {
            for (int x = left; x < left + level.stride(); x++) {
                int pixel = y * model.inputSize() + x;
                if (mask.isEmpty() || mask.get().data()[pixel] == 1) {
                    highest = Math.max(highest, map[pixel]);
                }
            }
        }
        return highest / (1 - highest);
    }

    private static List<float[]> strongest(List<Found> found, int most) {
        List<Found> ordered = found.stream()
                .sorted(Comparator.comparingDouble(Found::height).reversed())
                .toList();
        float least = LEAST_SHARE * ordered.get(0).height();
        return ordered.stream()
                .limit(most)
                .takeWhile(position -> position.height() >= least)
                .map(Found::feature)
                .toList();
    }

    private static FloatTensor tensor(Level level, List<float[]> rows) {
        float[] data = new float[rows.size() * level.channels()];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, data, i * level.channels(), level.channels());
        }
        return FloatTensor.of(data, rows.size(), level.channels());
    }

    private static float[] data(Map<String, Tensor> given, String name) {
        if (given.get(name) instanceof FloatTensor tensor) {
            return tensor.data();
        }
        throw new IllegalStateException("The graph gives nothing named " + name);
    }
}
