package dev.destseg.training.instant;

import dev.destseg.dataset.ImageCache;
import dev.destseg.image.Image;
import dev.destseg.image.ImageTensors;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.InstantModel;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.Tensor;
import dev.destseg.training.TrainingListener;
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
    void remember(ImageCache images, List<Recollection> shares, SplittableRandom random, String saying) {
        try (Engine engine = runtime.load(OnnxWriter.write(model.features()), threads)) {
            for (int start = 0; start < images.size(); start += BATCH) {
                int end = Math.min(images.size(), start + BATCH);
                Map<String, Tensor> features = run(engine, images, IntStream.range(start, end));
                for (int i = start; i < end; i++) {
                    int origin = images.origin(i);
                    shares.get(origin % shares.size()).add(features, i - start, origin, random);
                    listener.advanced(saying, i + 1, images.size());
                }
            }
        }
    }

    static Map<String, Tensor> run(Engine engine, ImageCache from, IntStream indices) {
        List<Image> batch = indices.mapToObj(from::image).toList();
        return engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(batch)));
    }
}
