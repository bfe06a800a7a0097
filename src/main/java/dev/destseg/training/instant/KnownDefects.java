package dev.destseg.training.instant;

import dev.destseg.dataset.ImageCache;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageTensors;
import dev.destseg.image.Mask;
import dev.destseg.image.Seen;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.InstantParameters;
import dev.destseg.network.Parameters;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
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
    /** Of the highest v, and so the square of a half of u: the peak and what stands by it. */
    private static final float LEAST_SHARE = 0.25f;
    /** The map where v is 1, which the highest z of a good part is on average: what is no higher may be good. */
    private static final float LEAST_WITHOUT_MASK = 0.25f;

    private final InstantModel model;
    private final InferenceRuntime runtime;
    private final int threads;
    private final int most;
    private final TrainingListener listener;

    /** @param most features at a level, of all images, but one of each */
    KnownDefects(InstantModel model, InferenceRuntime runtime, int threads, int most, TrainingListener listener) {
        this.model = model;
        this.runtime = runtime;
        this.threads = threads;
        this.most = most;
        this.listener = listener;
    }

    /** A position of a level, and v there but for a factor. */
    private record Found(float height, float[] feature) {}

    /**
     * Looks at defects. What cannot be used is left out, and said.
     *
     * @param memory of good parts
     * @return features as {@link InstantParameters#knownDefects} names them; none when no image can be used
     */
    Map<String, FloatTensor> of(ImageCache images, Parameters memory) {
        Map<Level, List<float[]>> known = new LinkedHashMap<>();
        int count = images.samples().size();
        int perImage = Math.max(1, most / count);
        int used = 0;
        try (Engine features = runtime.load(OnnxWriter.write(model.features()), threads);
                Engine judging = runtime.load(OnnxWriter.write(model.inference(memory)), threads)) {
            for (int i = 0; i < count; i++) {
                try {
                    look(images, i, features, judging)
                            .forEach((level, found) -> known.computeIfAbsent(level, absent -> new ArrayList<>())
                                    .addAll(strongest(found, perImage)));
                    used++;
                } catch (InputException e) {
                    listener.said(images.samples().get(i).image() + " is left out: " + e.getMessage());
                }
                listener.advanced("Looking at shown defects", i + 1, count);
            }
        }
        listener.said(used + " of " + count + " shown defects are known now");
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        known.forEach((level, rows) -> tensors.put(InstantParameters.knownDefects(level), tensor(level, rows)));
        return tensors;
    }

    /**
     * What stands out most of a map, without what may be good.
     *
     * @param map of a memory, of an image that nobody has drawn a mask for
     * @return absent when nothing stands out
     */
    static Optional<Mask> outstanding(AnomalyMap map) {
        float highest = 0;
        for (float value : map.values()) {
            highest = Math.max(highest, value);
        }
        if (highest < LEAST_WITHOUT_MASK) {
            return Optional.empty();
        }
        float least = LEAST_SHARE * height(highest);
        byte[] stands = new byte[map.values().length];
        for (int i = 0; i < stands.length; i++) {
            float value = map.values()[i];
            stands[i] = (byte) (value >= LEAST_WITHOUT_MASK && height(value) >= least ? 1 : 0);
        }
        return Optional.of(new Mask(map.width(), map.height(), stands));
    }

    /** v, but for a factor, of a map's value. */
    private static float height(float value) {
        return value / (1 - value);
    }

    /** @throws InputException when the mask cannot be used, or the defect cannot be found */
    private Map<Level, List<Found>> look(ImageCache images, int sample, Engine features, Engine judging) {
        Optional<Mask> mask = images.mask(sample);
        if (mask.isPresent() && mask.get().area() == 0) {
            throw new InputException("its mask marks nothing of what is seen of the image");
        }
        Mask counts = counting(images, sample, mask);
        Map<Level, List<Found>> found = new LinkedHashMap<>();
        model.knownLevels().forEach(level -> found.put(level, new ArrayList<>()));
        float highest = 0;
        for (int piece = 0; piece < images.pieces(); piece++) {
            Image image = images.image(sample * images.pieces() + piece);
            Map<String, Tensor> input = Map.of(DeStSeg.IMAGE, ImageTensors.of(List.of(image)));
            float[] map = GoodParts.data(judging.run(input), InstantModel.MEMORY_MAP);
            byte[] counted = images.view().part(counts, piece).data();
            for (int i = 0; i < map.length; i++) {
                map[i] *= counted[i];
                highest = Math.max(highest, map[i]);
            }
            Map<String, Tensor> seen = features.run(input);
            found.forEach((level, positions) -> add(positions, level, map, GoodParts.data(seen, level.features())));
        }
        if (highest == 0) {
            throw new InputException("nothing in it is unlike good parts, so that the defect cannot be found");
        }
        if (mask.isEmpty() && highest < LEAST_WITHOUT_MASK) {
            throw new InputException(
                    "nothing in it is more unlike good parts than good parts are; give a mask that says"
                            + " where the defect is");
        }
        return found;
    }

    /** The defect, or all where nobody has drawn it, without what is ignored or lies outside of the image. */
    private static Mask counting(ImageCache images, int sample, Optional<Mask> mask) {
        int width = images.view().size().width();
        int height = images.view().size().height();
        byte[] counts = new byte[width * height];
        Seen seen = images.whole(sample);
        for (int i = 0; i < counts.length; i++) {
            boolean within = mask.isEmpty() || mask.get().data()[i] == 1;
            boolean ignored = isIn(images.view().ignored(), i) || isIn(seen.outside(), i);
            counts[i] = (byte) (within && !ignored ? 1 : 0);
        }
        return new Mask(width, height, counts);
    }

    private static boolean isIn(Optional<Mask> mask, int pixel) {
        return mask.isPresent() && mask.get().data()[pixel] == 1;
    }

    private void add(List<Found> found, Level level, float[] map, float[] features) {
        int channels = level.channels();
        for (int position = 0; position < level.side() * level.side(); position++) {
            float height = height(level, position, map);
            if (height > 0) {
                found.add(new Found(
                        height, Arrays.copyOfRange(features, position * channels, (position + 1) * channels)));
            }
        }
    }

    private float height(Level level, int position, float[] map) {
        int left = position % level.side() * level.stride();
        int top = position / level.side() * level.stride();
        float highest = 0;
        for (int y = top; y < top + level.stride(); y++) {
            for (int x = left; x < left + level.stride(); x++) {
                highest = Math.max(highest, map[y * model.inputSize() + x]);
            }
        }
        return height(highest);
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
}
