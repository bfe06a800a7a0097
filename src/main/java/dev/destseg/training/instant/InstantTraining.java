package dev.destseg.training.instant;

import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.DatasetReader;
import dev.destseg.dataset.GoodSplit;
import dev.destseg.dataset.ImageCache;
import dev.destseg.dataset.ImageLoader;
import dev.destseg.dataset.ImageProblem;
import dev.destseg.dataset.Sample;
import dev.destseg.dataset.synthesis.ProceduralTextures;
import dev.destseg.dataset.synthesis.ProductRotation;
import dev.destseg.dataset.synthesis.SynthesisSettings;
import dev.destseg.dataset.synthesis.Synthesizer;
import dev.destseg.image.ImageReader;
import dev.destseg.image.Resize;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.network.InstantModel;
import dev.destseg.recipe.Provenance;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import dev.destseg.training.LearnedModel;
import dev.destseg.training.RecipeAssembly;
import dev.destseg.training.SampleDigest;
import dev.destseg.training.TrainingListener;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** From a folder of good images to a recipe of the profile {@code instant}. Used by one thread. */
public final class InstantTraining {
    private static final long MOST_CACHED_BYTES = 1L << 28;

    private final InstantRequest request;
    private final InferenceRuntime runtime;
    private final TrainingListener listener;
    private final Clock clock;

    public InstantTraining(InstantRequest request, InferenceRuntime runtime, TrainingListener listener, Clock clock) {
        this.request = request;
        this.runtime = runtime;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Looks at the good images and writes the recipe.
     *
     * @throws InputException when the data or the place for the recipe cannot be used
     */
    public StoredRecipe run() {
        Instant started = clock.instant();
        if (!request.replace() && Files.exists(request.out())) {
            throw new InputException(request.out() + " exists already. Give another --out, or --force to replace it");
        }
        InstantSettings settings = request.settings();
        InstantModel model = new InstantModel(request.teacher().teacher(), settings.inputSize());
        ImageLoader loader = new ImageLoader(new ImageReader(), new Resize(settings.inputSize(), settings.inputSize()));
        Dataset dataset = new DatasetReader(this::report).read(request.dataset());
        GoodSplit split = GoodSplit.of(dataset.train(), settings.validationShare(), settings.seed());
        ImageCache images = ImageCache.load(loader, split.training(), MOST_CACHED_BYTES, this::report);
        InstantLearning learning = new InstantLearning(model, settings, images, runtime, request.threads(), listener);
        LearnedModel tried = LearnedModel.of(model, learning.learn());
        Optional<ImageCache> heldBack = split.validation().isEmpty()
                ? Optional.empty()
                : Optional.of(ImageCache.load(loader, split.validation(), MOST_CACHED_BYTES, this::report));
        LearnedModel learned = heldBack.map(further -> LearnedModel.of(model, learning.remember(further)))
                .orElse(tried);
        listener.said("Exporting, and choosing the threshold from good images");
        double seconds = Duration.between(started, clock.instant()).toMillis() / 1000.0;
        return RecipeAssembly.write(
                learned,
                tried,
                runtime,
                request.threads(),
                heldBack.map(validation -> goodImages(validation, true)).orElseGet(() -> goodImages(images, false)),
                new Synthesizer(
                        SynthesisSettings.standard(ProductRotation.NONE), ProceduralTextures.all(), settings.seed()),
                request.name(),
                provenance(images.samples(), heldBack.map(ImageCache::samples).orElse(List.of()), seconds),
                request.out(),
                request.replace() ? Existing.REPLACE : Existing.REFUSE);
    }

    private static RecipeAssembly.GoodImages goodImages(ImageCache images, boolean heldBack) {
        return new RecipeAssembly.GoodImages(images.size(), images::image, heldBack);
    }

    private Provenance provenance(List<Sample> training, List<Sample> heldBack, double seconds) {
        List<Sample> samples =
                Stream.concat(training.stream(), heldBack.stream()).toList();
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put("seconds", seconds);
        return new Provenance(
                List.of(SampleDigest.of("train/good", samples)),
                request.settings().seed(),
                new TreeMap<>(),
                request.settings().described(),
                metrics,
                request.toolVersion(),
                Optional.empty(),
                Optional.of(request.teacher().digest()),
                clock.instant());
    }

    private void report(ImageProblem problem) {
        listener.said(problem.file() + " " + problem.message());
    }
}
