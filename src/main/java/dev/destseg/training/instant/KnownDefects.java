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
import dev.destseg.network.Exposure;
import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.InstantParameters;
import dev.destseg.network.Memories;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Tensor;
import dev.destseg.training.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What defects that somebody has shown look like to the teacher: their features where they stand out most, within the mask where
 * there is one. What lies around is a good part's and must not be taken for a defect. Used by one thread.
 */
final class KnownDefects {
    /** Of the highest v, and so the square of a half of u: the peak and what stands by it. */
    private static final float LEAST_SHARE = 0.25f;
    /** The map where v is 1 in each memory, which the highest z of a good part is on average: what is no higher may be good. */
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

    /** Heights, v but for a factor, at the positions of each level, of each piece of an image; 0 where nothing counts. */
    private record Heights(int sample, List<Map<Level, float[]>> pieces) {}

    /** A position of a level, and the height there. */
    private record Found(float height, float[] feature) {}

    /**
     * Looks at defects. What cannot be used is left out, and said.
     *
     * @param memories of good parts
     * @return features of each memory, as {@link InstantParameters#knownDefects} names them; none when no image can be used
     */
    Map<Exposure, Map<String, FloatTensor>> of(ImageCache images, Memories memories) {
        List<Heights> usable = new ArrayList<>();
        int count = images.samples().size();
        try (Engine judging = runtime.load(OnnxWriter.write(model.inference(memories)), threads)) {
            for (int i = 0; i < count; i++) {
                try {
                    usable.add(look(images, i, judging));
                } catch (InputException e) {
                    listener.said(images.samples().get(i).image() + " is left out: " + e.getMessage());
                }
                listener.advanced("Looking at shown defects", i + 1, count);
            }
        }
        listener.said(usable.size() + " of " + count + " shown defects are known now");
        if (usable.isEmpty()) {
            return Map.of();
        }
        Map<Exposure, Map<String, FloatTensor>> known = new EnumMap<>(Exposure.class);
        for (Exposure exposure : memories.exposures()) {
            known.put(exposure, features(images, usable, exposure));
        }
        return known;
    }

    private Map<String, FloatTensor> features(ImageCache images, List<Heights> usable, Exposure exposure) {
        int perImage = Math.max(1, most / images.samples().size());
        Map<Level, List<float[]>> known = new LinkedHashMap<>();
        try (Engine features = runtime.load(OnnxWriter.write(model.features(exposure)), threads)) {
            for (Heights heights : usable) {
                found(images, heights, features)
                        .forEach((level, found) -> known.computeIfAbsent(level, absent -> new ArrayList<>())
                                .addAll(strongest(found, perImage)));
            }
        }
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
    private Heights look(ImageCache images, int sample, Engine judging) {
        Optional<Mask> mask = images.mask(sample);
        if (mask.isPresent() && mask.get().area() == 0) {
            throw new InputException("its mask marks nothing of what is seen of the image");
        }
        Mask counts = counting(images, sample, mask);
        List<Map<Level, float[]>> pieces = new ArrayList<>();
        float highest = 0;
        for (int piece = 0; piece < images.pieces(); piece++) {
            float[] map = GoodParts.data(judging.run(input(images, sample, piece)), InstantModel.MEMORY_MAP);
            byte[] counted = images.view().part(counts, piece).data();
            for (int i = 0; i < map.length; i++) {
                map[i] *= counted[i];
                highest = Math.max(highest, map[i]);
            }
            Map<Level, float[]> heights = new LinkedHashMap<>();
            model.knownLevels().forEach(level -> heights.put(level, heights(level, map)));
            pieces.add(heights);
        }
        if (highest == 0) {
            throw new InputException("nothing in it is unlike good parts, so that the defect cannot be found");
        }
        if (mask.isEmpty() && highest < LEAST_WITHOUT_MASK) {
            throw new InputException(
                    "nothing in it is more unlike good parts than good parts are; give a mask that says"
                            + " where the defect is");
        }
        return new Heights(sample, pieces);
    }

    private static Map<String, Tensor> input(ImageCache images, int sample, int piece) {
        Image image = images.image(sample * images.pieces() + piece);
        return Map.of(DeStSeg.IMAGE, ImageTensors.of(List.of(image)));
    }

    private Map<Level, List<Found>> found(ImageCache images, Heights heights, Engine features) {
        Map<Level, List<Found>> found = new LinkedHashMap<>();
        model.knownLevels().forEach(level -> found.put(level, new ArrayList<>()));
        for (int piece = 0; piece < heights.pieces().size(); piece++) {
            Map<String, Tensor> seen = features.run(input(images, heights.sample(), piece));
            Map<Level, float[]> own = heights.pieces().get(piece);
            found.forEach((level, positions) -> add(
                    positions, level, Objects.requireNonNull(own.get(level)), GoodParts.data(seen, level.features())));
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

    private static void add(List<Found> found, Level level, float[] heights, float[] features) {
        int channels = level.channels();
        for (int position = 0; position < heights.length; position++) {
            if (heights[position] > 0) {
                found.add(new Found(
                        heights[position],
                        Arrays.copyOfRange(features, position * channels, (position + 1) * channels)));
            }
        }
    }

    private float[] heights(Level level, float[] map) {
        float[] heights = new float[level.side() * level.side()];
        for (int position = 0; position < heights.length; position++) {
            heights[position] = height(level, position, map);
        }
        return heights;
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
