package dev.destseg.training.instant;

import dev.destseg.dataset.DatasetReader;
import dev.destseg.dataset.ImageLoader;
import dev.destseg.dataset.ImageProblem;
import dev.destseg.dataset.Sample;
import dev.destseg.evaluation.AnomalyScore;
import dev.destseg.evaluation.ThresholdChoice;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.ImageTensors;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.InstantModel;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.training.GoodJudgement;
import dev.destseg.training.LearnedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The defective parts of a folder, at the input size. They are all held in memory.
 *
 * @param examples in the order of their names
 */
record ShownDefects(List<KnownDefect> examples) {
    static final String SHOWN = "shown_defects";
    static final String FOUND = "shown_defects_found";
    /** A few are what this is for; more would be better used to test a recipe. */
    private static final int MOST = 200;

    ShownDefects {
        examples = List.copyOf(examples);
    }

    /**
     * The first of them, when there are very many.
     *
     * @throws InputException when the folder holds no defective image
     */
    static ShownDefects read(Path folder, ImageLoader loader, Consumer<ImageProblem> problems) {
        List<Sample> samples = new DatasetReader(problems).defects(folder);
        if (samples.size() > MOST) {
            problems.accept(new ImageProblem(
                    folder, "holds " + samples.size() + " defective images; the first " + MOST + " are learned from"));
            samples = samples.subList(0, MOST);
        }
        List<KnownDefect> examples = new ArrayList<>();
        for (Sample sample : loader.readable(samples, problems)) {
            examples.add(new KnownDefect(
                    sample.kind(),
                    loader.image(sample),
                    sample.mask() == null ? Optional.empty() : Optional.of(loader.mask(sample))));
        }
        return new ShownDefects(examples);
    }

    /** How many of these a threshold chosen from good scores would find, as metrics. */
    SortedMap<String, Double> found(LearnedModel tried, InferenceRuntime runtime, int threads, GoodJudgement good) {
        ThresholdChoice choice = ThresholdChoice.fromGood(
                good.scores().stream().mapToDouble(Double::doubleValue).toArray());
        int found = 0;
        try (Engine engine = runtime.load(OnnxWriter.write(tried.graph()), threads)) {
            for (KnownDefect example : examples) {
                if (engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(example.image())))
                                .get(InstantModel.MEMORY_MAP)
                        instanceof FloatTensor map) {
                    AnomalyMap values = new AnomalyMap(tried.inputSize(), tried.inputSize(), map.data());
                    found += choice.isDefect(
                                    AnomalyScore.ofHighest(values, good.score().highest()))
                            ? 1
                            : 0;
                }
            }
        }
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put(SHOWN, (double) examples.size());
        metrics.put(FOUND, (double) found);
        return metrics;
    }
}
