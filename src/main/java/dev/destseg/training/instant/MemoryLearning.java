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
import dev.destseg.network.Exposure;
import dev.destseg.network.InstantModel;
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
 * From good images to the parameters of one memory. Images are streamed: what is held grows with the size of an
 * image, not with their number. Used by one thread.
 */
final class MemoryLearning {
    private static final int QUARTERS = InstantSettings.QUARTERS;
    /** One for each quarter. */
    private static final int LEAST_IMAGES = QUARTERS;

    /** Share of the image; see {@link FusionWeights}. */
    private static final double LARGE = 0.04;
    /** Of the parts that synthetic defects are made of, every third is looked at without one too. */
    private static final int GOOD_SHARE = 3;

    private final InstantModel model;
    private final Exposure exposure;
    private final InstantSettings settings;
    private final ImageCache images;
    private final InferenceRuntime runtime;
    private final int threads;
    private final TimeLimit limit;
    private final TrainingListener listener;
    private final SplittableRandom random;
    private final GoodParts parts;
    /** What all images so far have left behind. */
    private Recollection seen;

    private Map<String, FloatTensor> calibration = Map.of();
    private int quartersTried;

    MemoryLearning(
            InstantModel model,
            Exposure exposure,
            InstantSettings settings,
            ImageCache images,
            InferenceRuntime runtime,
            int threads,
            TimeLimit limit,
            TrainingListener listener) {
        this.model = model;
        this.exposure = exposure;
        this.settings = settings;
        this.images = images;
        this.runtime = runtime;
        this.threads = threads;
        this.limit = limit;
        this.listener = listener;
        this.random = new SplittableRandom(settings.seed());
        this.parts = new GoodParts(model, runtime, threads, listener);
        this.seen = recollection(0);
    }

    /** @throws InputException when there are fewer than four images */
    Parameters learn() {
        if (images.samples().size() < LEAST_IMAGES) {
            throw new InputException(
                    "Only " + images.samples().size() + " good images are there to learn from; give at least "
                            + LEAST_IMAGES + ", better twenty or more");
        }
        List<Recollection> quarters =
                IntStream.range(0, QUARTERS).mapToObj(this::recollection).toList();
        parts.remember(exposure, images, quarters, random, "Looking at good parts");
        listener.said(GoodParts.saying(exposure, "Choosing what to remember"));
        Map<String, FloatTensor> calibrated = new LinkedHashMap<>(calibrate(quarters));
        calibrated.putAll(weigh(calibrated, quarters));
        calibration = calibrated;
        seen = quarters.get(0).plus(quarters.get(2)).plus(quarters.get(1).plus(quarters.get(3)));
        return parameters();
    }

    /** By memories of halves, each as large as one of all: they are not kept. */
    private Map<String, FloatTensor> calibrate(List<Recollection> quarters) {
        Parameters even = new Parameters(memory(quarters.get(0).plus(quarters.get(2))));
        Parameters odd = new Parameters(memory(quarters.get(1).plus(quarters.get(3))));
        return parts.calibrate(exposure, images, even, odd, settings.calibrationImages());
    }

    /**
     * Remembers further images after {@link #learn}; how distances are calibrated and weighed stays. A good part is hardly
     * ever farther from a larger memory, so that a threshold chosen before rejects no more good parts after.
     */
    Parameters remember(ImageCache further) {
        Recollection more = recollection(0);
        parts.remember(exposure, further, List.of(more), random, "Remembering the good parts held back");
        seen = seen.plus(more);
        return parameters();
    }

    /** Of the images, how many quarters synthetic defects were put on to weigh distances: one, or more where time allowed. */
    int quartersTried() {
        return quartersTried;
    }

    /** What is remembered, to go on from. */
    Memory learned() {
        return new Memory(seen, calibration);
    }

    private Parameters parameters() {
        Map<String, FloatTensor> parameters = new LinkedHashMap<>(memory(seen));
        parameters.putAll(calibration);
        return new Parameters(parameters);
    }

    private Map<String, FloatTensor> memory(Recollection recollection) {
        return recollection.memory(settings.bankSize(), random).tensors();
    }

    private Recollection recollection(int quarter) {
        int share = (images.samples().size() + QUARTERS - 1 - quarter) / QUARTERS * images.pieces();
        return Recollection.empty(model, Math.max(1, settings.sampleSize() / QUARTERS / share));
    }

    /** A part that is known to be defective within the mask, or good. */
    private record Trial(Image image, Mask mask) {}

    /**
     * Tries each distance on synthetic defects on one quarter of the images, on those of all quarters where time allows, and on
     * half of the first what refinement makes of all distances together.
     */
    private Map<String, FloatTensor> weigh(Map<String, FloatTensor> calibrated, List<Recollection> quarters) {
        FusionWeights weights = new FusionWeights(model.distances());
        double begun = limit.seconds();
        Map<String, FloatTensor> most = calibratedMost(calibrated, quarters, QUARTERS - 1, random);
        List<Trial> trials = tryOn(QUARTERS - 1, most, weights, random, "Trying on synthetic defects");
        quartersTried = 1;
        // One such time for the next quarter, and about as much again for each step that follows.
        double needed = 3 * (limit.seconds() - begun);
        for (int quarter = 0; quarter < QUARTERS - 1 && limit.allows(needed); quarter++) {
            // What is remembered in the end does not depend on how many quarters there was time for.
            SplittableRandom own = new SplittableRandom(settings.seed() + 1 + quarter);
            tryOn(
                    quarter,
                    calibratedMost(calibrated, quarters, quarter, own),
                    weights,
                    own,
                    "Trying on further synthetic defects, " + (quarter + 1) + " of " + (QUARTERS - 1));
            quartersTried++;
        }
        Map<String, FloatTensor> weighed = new LinkedHashMap<>(weights.fit());
        Map<String, FloatTensor> refining = new LinkedHashMap<>(most);
        refining.putAll(weighed);
        refining.putAll(RefinementChoice.refining(RefinementChoice.STRENGTH));
        weighed.putAll(refinement(new Parameters(refining), trials));
        return weighed;
    }

    /**
     * Calibrated memory of three quarters: with fewer images the coarse distances, which have the most channels, would look worse
     * than they are.
     */
    private Map<String, FloatTensor> calibratedMost(
            Map<String, FloatTensor> calibrated, List<Recollection> quarters, int unseen, SplittableRandom chance) {
        Recollection others = IntStream.of(0, 2, 1, 3)
                .filter(quarter -> quarter != unseen)
                .mapToObj(quarters::get)
                .reduce(Recollection::plus)
                .orElseThrow();
        Map<String, FloatTensor> most = new LinkedHashMap<>(calibrated);
        most.putAll(others.memory(settings.bankSize(), chance).tensors());
        return most;
    }

    /**
     * Puts synthetic defects on images of a quarter that the memory has not seen.
     *
     * @return half of the trials made
     */
    private List<Trial> tryOn(
            int quarter, Map<String, FloatTensor> most, FusionWeights weights, SplittableRandom chance, String what) {
        List<Trial> half = new ArrayList<>();
        StructuralSynthesizer synthesizer = new StructuralSynthesizer(settings.seed(), LARGE);
        int unseen = (images.samples().size() + QUARTERS - 1 - quarter) / QUARTERS;
        int pieces = images.pieces();
        long firstNumber = (long) (QUARTERS - 1 - quarter) * settings.weighingImages();
        try (Engine engine =
                runtime.load(OnnxWriter.write(model.calibratedDistances(exposure, new Parameters(most))), threads)) {
            for (int i = 0; i < settings.weighingImages(); i++) {
                int piece = (int) ((long) i * pieces / settings.weighingImages());
                Image good = images.image((QUARTERS * (i % unseen) + quarter) * pieces + piece);
                Image other = images.image(chance.nextInt(images.size()));
                CorruptedSample sample = synthesizer.sample(good, other, firstNumber + i);
                List<Trial> made = new ArrayList<>(List.of(new Trial(sample.corrupted(), sample.mask())));
                if (i < unseen && i % GOOD_SHARE == 0) {
                    made.add(new Trial(good, nothing(good)));
                }
                made.forEach(trial -> weigh(weights, engine, trial));
                if ((i + i / unseen) % 2 == 0) {
                    half.addAll(made);
                }
                listener.advanced(GoodParts.saying(exposure, what), i + 1, settings.weighingImages());
            }
        }
        return half;
    }

    private static Mask nothing(Image image) {
        return new Mask(image.width(), image.height(), new byte[image.width() * image.height()]);
    }

    private void weigh(FusionWeights weights, Engine engine, Trial trial) {
        Map<String, Tensor> distances = run(engine, trial);
        model.distances().forEach(name -> weights.add(name, GoodParts.data(distances, name), trial.mask()));
    }

    private Map<String, FloatTensor> refinement(Parameters refining, List<Trial> trials) {
        RefinementChoice choice = new RefinementChoice();
        try (Engine engine = runtime.load(OnnxWriter.write(model.refinementTrial(exposure, refining)), threads)) {
            for (Trial trial : trials) {
                Map<String, Tensor> maps = run(engine, trial);
                choice.add(
                        GoodParts.data(maps, InstantModel.PLAIN_MAP),
                        GoodParts.data(maps, InstantModel.MEMORY_MAP),
                        trial.mask());
            }
        }
        return choice.fit();
    }

    private static Map<String, Tensor> run(Engine engine, Trial trial) {
        return engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(List.of(trial.image()))));
    }
}
