package dev.destseg.training.instant;

import dev.destseg.dataset.ImageCache;
import dev.destseg.image.Image;
import dev.destseg.image.ImageTensors;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.Exposure;
import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.Parameters;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Tensor;
import dev.destseg.training.TrainingListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Looks at good parts with the teacher's eyes. Used by one thread. */
final class GoodParts {
    private static final int BATCH = 4;

    private final InstantModel model;
    private final InferenceRuntime runtime;
    private final int threads;
    private final TrainingListener listener;

    GoodParts(InstantModel model, InferenceRuntime runtime, int threads, TrainingListener listener) {
        this.model = model;
        this.runtime = runtime;
        this.threads = threads;
        this.listener = listener;
    }

    /** Each image, with all its pieces, goes to the next share, and after the last to the first again. */
    void remember(
            Exposure exposure, ImageCache images, List<Recollection> shares, SplittableRandom random, String saying) {
        try (Engine engine = runtime.load(OnnxWriter.write(model.features(exposure)), threads)) {
            for (int start = 0; start < images.size(); start += BATCH) {
                int end = Math.min(images.size(), start + BATCH);
                Map<String, Tensor> features = run(engine, images, IntStream.range(start, end));
                for (int i = start; i < end; i++) {
                    int origin = images.origin(i);
                    shares.get(origin % shares.size()).add(features, i - start, origin, random);
                    listener.advanced(saying(exposure, saying), i + 1, images.size());
                }
            }
        }
    }

    /**
     * Compares each image with a memory that has not seen it.
     *
     * @param exposure that the memories see them in
     * @param even memory of the even images, which looks at the odd ones
     * @param odd memory of the odd images
     * @param most images that are looked at
     * @return calibration of all distances, as {@link dev.destseg.network.InstantParameters} names it
     */
    Map<String, FloatTensor> calibrate(
            Exposure exposure, ImageCache images, Parameters even, Parameters odd, int most) {
        Map<String, DistanceCalibration> calibrations = new LinkedHashMap<>();
        for (Level level : model.levels()) {
            level.distances()
                    .forEach(distance -> calibrations.put(distance, new DistanceCalibration(distance, level.side())));
        }
        int all = Math.min(images.size(), most);
        int done = 0;
        for (int half = 0; half < 2; half++) {
            byte[] other = OnnxWriter.write(model.distances(exposure, half == 0 ? odd : even));
            try (Engine engine = runtime.load(other, threads)) {
                for (int i = 0; i < all; i++) {
                    int piece = (int) ((long) i * images.size() / all);
                    if (images.origin(piece) % 2 == half) {
                        Map<String, Tensor> distances = run(engine, images, IntStream.of(piece));
                        calibrations.forEach((name, calibration) -> calibration.add(data(distances, name)));
                        listener.advanced(saying(exposure, "Comparing good parts"), ++done, all);
                    }
                }
            }
        }
        Map<String, FloatTensor> fitted = new LinkedHashMap<>();
        calibrations.values().forEach(calibration -> fitted.putAll(calibration.fit()));
        return fitted;
    }

    /** What is being done, and to which images. */
    static String saying(Exposure exposure, String what) {
        return switch (exposure) {
            case AS_TAKEN -> what;
            case EVENED -> what + ", evened";
        };
    }

    /** An output of a graph. */
    static float[] data(Map<String, Tensor> given, String name) {
        if (given.get(name) instanceof FloatTensor tensor) {
            return tensor.data();
        }
        throw new IllegalStateException("The graph gives nothing named " + name);
    }

    static Map<String, Tensor> run(Engine engine, ImageCache from, IntStream indices) {
        List<Image> batch = indices.mapToObj(from::image).toList();
        return engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(batch)));
    }
}
