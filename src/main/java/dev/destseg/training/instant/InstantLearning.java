package dev.destseg.training.instant;

import dev.destseg.dataset.ImageCache;
import dev.destseg.dataset.synthesis.CorruptedSample;
import dev.destseg.dataset.synthesis.StructuralSynthesizer;
import dev.destseg.image.Image;
import dev.destseg.image.ImageTensors;
import dev.destseg.image.Mask;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.Parameters;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Tensor;
import dev.destseg.training.TrainingListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * From good images to the parameters of the day-zero model. Images are streamed: what is held grows with the size of an
 * image, not with their number. Used by one thread.
 */
final class InstantLearning {
    /** Two halves that calibrate each other, each of two images. */
    private static final int LEAST_IMAGES = 4;

    private static final int BATCH = 4;
    /** Of the parts that synthetic defects are made of, every third is looked at without one too. */
    private static final int GOOD_SHARE = 3;

    private final InstantModel model;
    private final InstantSettings settings;
    private final ImageCache images;
    private final InferenceRuntime runtime;
    private final int threads;
    private final TrainingListener listener;
    private final SplittableRandom random;

    InstantLearning(
            InstantModel model,
            InstantSettings settings,
            ImageCache images,
            InferenceRuntime runtime,
            int threads,
            TrainingListener listener) {
        this.model = model;
        this.settings = settings;
        this.images = images;
        this.runtime = runtime;
        this.threads = threads;
        this.listener = listener;
        this.random = new SplittableRandom(settings.seed());
    }

    /** @throws InputException when there are fewer than four images */
    Parameters learn() {
        if (images.size() < LEAST_IMAGES) {
            throw new InputException("Only " + images.size() + " good images are there to learn from; give at least "
                    + LEAST_IMAGES + ", better twenty or more");
        }
        Recollection even = recollection(0);
        Recollection odd = recollection(1);
        remember(List.of(even, odd));
        listener.said("Choosing what to remember");
        Map<String, FloatTensor> parameters = new LinkedHashMap<>(
                even.plus(odd).memory(settings.bankSize(), random).tensors());
        List<Parameters> halves =
                List.of(even.memory(settings.bankSize(), random), odd.memory(settings.bankSize(), random));
        Map<String, FloatTensor> calibration = new LinkedHashMap<>();
        calibrate(halves).forEach(each -> calibration.putAll(each.fit()));
        parameters.putAll(calibration);
        calibration.putAll(halves.get(1).tensors());
        parameters.putAll(weigh(new Parameters(calibration)));
        return new Parameters(parameters);
    }

    private Recollection recollection(int half) {
        int share = (images.size() + 1 - half) / 2;
        return Recollection.empty(model, Math.max(1, settings.sampleSize() / 2 / share));
    }

    /** Every second image goes to the same half. */
    private void remember(List<Recollection> halves) {
        try (Engine engine = runtime.load(OnnxWriter.write(model.features()), threads)) {
            for (int start = 0; start < images.size(); start += BATCH) {
                int end = Math.min(images.size(), start + BATCH);
                Map<String, Tensor> features = run(engine, IntStream.range(start, end));
                for (int i = start; i < end; i++) {
                    halves.get(i % 2).add(features, i - start, random);
                    listener.advanced("Looking at good parts", i + 1, images.size());
                }
            }
        }
    }

    private Map<String, Tensor> run(Engine engine, IntStream indices) {
        List<Image> batch = indices.mapToObj(images::image).toList();
        return engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(batch)));
    }

    /** @param memories of the even and of the odd images */
    private List<DistanceCalibration> calibrate(List<Parameters> memories) {
        Map<String, DistanceCalibration> calibrations = new LinkedHashMap<>();
        for (Level level : model.levels()) {
            level.distances()
                    .forEach(distance -> calibrations.put(distance, new DistanceCalibration(distance, level.side())));
        }
        int all = Math.min(images.size(), settings.calibrationImages());
        int done = 0;
        for (int half = 0; half < memories.size(); half++) {
            byte[] other = OnnxWriter.write(model.distances(memories.get(1 - half)));
            try (Engine engine = runtime.load(other, threads)) {
                for (int i = half; i < all; i += 2) {
                    Map<String, Tensor> distances = run(engine, IntStream.of(i));
                    calibrations.forEach((name, calibration) -> calibration.add(data(distances, name)));
                    listener.advanced("Comparing good parts", ++done, all);
                }
            }
        }
        return new ArrayList<>(calibrations.values());
    }

    /**
     * Tries each distance on synthetic defects.
     *
     * @param odd calibrated memory of the odd images, which has not seen the even ones
     */
    private Map<String, FloatTensor> weigh(Parameters odd) {
        FusionWeights weights = new FusionWeights(model.distances());
        StructuralSynthesizer synthesizer = new StructuralSynthesizer(settings.seed());
        int evens = (images.size() + 1) / 2;
        try (Engine engine = runtime.load(OnnxWriter.write(model.calibratedDistances(odd)), threads)) {
            for (int i = 0; i < settings.weighingImages(); i++) {
                Image good = images.image(2 * (i % evens));
                Image other = images.image(random.nextInt(images.size()));
                CorruptedSample sample = synthesizer.sample(good, other, i);
                weigh(weights, engine, sample.corrupted(), sample.mask());
                if (i < evens && i % GOOD_SHARE == 0) {
                    weigh(
                            weights,
                            engine,
                            good,
                            new Mask(
                                    good.width(),
                                    good.height(),
                                    new byte[sample.mask().data().length]));
                }
                listener.advanced("Trying on synthetic defects", i + 1, settings.weighingImages());
            }
        }
        return weights.fit();
    }

    private void weigh(FusionWeights weights, Engine engine, Image image, Mask mask) {
        Map<String, Tensor> distances = engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(List.of(image))));
        model.distances().forEach(name -> weights.add(name, data(distances, name), mask));
    }

    private static float[] data(Map<String, Tensor> distances, String name) {
        if (distances.get(name) instanceof FloatTensor tensor) {
            return tensor.data();
        }
        throw new IllegalStateException("The graph gives no distances named " + name);
    }
}
