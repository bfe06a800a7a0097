package dev.destseg.training;

import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.DatasetReader;
import dev.destseg.dataset.GoodSplit;
import dev.destseg.dataset.ImageCache;
import dev.destseg.dataset.ImageLoader;
import dev.destseg.dataset.ImageProblem;
import dev.destseg.dataset.Sample;
import dev.destseg.dataset.synthesis.PhotographedTextures;
import dev.destseg.dataset.synthesis.ProceduralTextures;
import dev.destseg.dataset.synthesis.ShownDefect;
import dev.destseg.dataset.synthesis.Synthesizer;
import dev.destseg.dataset.synthesis.Textures;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.Resize;
import dev.destseg.image.View;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.TrainingRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.Parameters;
import dev.destseg.network.weights.StateDictionaryReader;
import dev.destseg.recipe.DataDigest;
import dev.destseg.recipe.Provenance;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** From a folder of good images to a recipe. Used by one thread. */
public final class ProductTraining {
    /** What is put behind the recipe's name for the directory of its run. */
    public static final String RUN_SUFFIX = ".training";

    private static final long MOST_CACHED_BYTES = 1L << 30;
    /** Of a budget, what export, threshold and golden set may take. */
    private static final double FINISHING_SHARE = 0.06;

    private final TrainingRequest request;
    private final TrainingRuntime trainingRuntime;
    private final InferenceRuntime inferenceRuntime;
    private final DefectLocator locator;
    private final TrainingListener listener;
    private final Clock clock;
    private final Stopwatch stopwatch = Stopwatch.startedWith(0);

    /** @param locator finds shown defects that nobody has drawn */
    public ProductTraining(
            TrainingRequest request,
            TrainingRuntime trainingRuntime,
            InferenceRuntime inferenceRuntime,
            DefectLocator locator,
            TrainingListener listener,
            Clock clock) {
        this.request = request;
        this.trainingRuntime = trainingRuntime;
        this.inferenceRuntime = inferenceRuntime;
        this.locator = locator;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Learns and writes the recipe.
     *
     * @throws InputException when the data, the teacher or the place for the recipe cannot be used
     * @throws DivergedException when learning goes astray
     */
    public StoredRecipe run() {
        Path directory = prepareDirectory();
        DeStSeg model =
                new DeStSeg(request.settings().profile(), request.teacher().teacher());
        TrainingSettings settings = request.settings().withBatch(batch(model, directory));
        int size = settings.profile().inputSize();
        Dataset dataset = new DatasetReader(this::report).read(request.dataset());
        View view = new ViewChoice(settings.sight(), size).of(dataset.train(), request.from(), listener);
        ImageLoader loader = new ImageLoader(new ImageReader(), view);
        GoodSplit split = GoodSplit.of(dataset.train(), settings.validationShare(), settings.seed());
        ImageCache training = ImageCache.load(loader, split.training(), MOST_CACHED_BYTES, this::report);
        List<DataDigest> data = new ArrayList<>(List.of(SampleDigest.of("train/good", training.samples())));
        Optional<ImageCache> shown =
                request.defects().flatMap(folder -> new ShownDefects(folder, listener).load(dataset.train(), view));
        shown.ifPresent(defects -> data.add(SampleDigest.of("defects", defects.samples())));
        List<ShownDefect> defects = shown.map(images -> new DefectExamples(images, listener).of(training, locator))
                .orElse(List.of());
        Textures textures = textures(size);
        TrainingPlan plan = new TrainingPlan(
                model,
                settings,
                training,
                data,
                defects,
                textures,
                first(model, settings),
                budget(),
                request.betweenCheckpoints(),
                request.threads());
        Synthesizer synthesizer = new Synthesizer(settings.synthesis(), textures, settings.seed());
        Optional<MapPreviews> previews = request.previews()
                .map(folder -> new MapPreviews(
                        model, inferenceRuntime, request.threads(), training.image(0), synthesizer, folder, listener));
        TrainingRun.Result result = new TrainingRun(plan, trainingRuntime, directory, listener, previews).run();
        listener.said("Exporting, and choosing the threshold from good images");
        StoredRecipe recipe = RecipeAssembly.write(
                LearnedModel.of(model, result.parameters()),
                inferenceRuntime,
                request.threads(),
                goodImages(loader, split.validation(), training),
                synthesizer,
                request.name(),
                provenance(settings, data, result),
                request.out(),
                request.replace() ? Existing.REPLACE : Existing.REFUSE);
        delete(directory);
        return recipe;
    }

    private Path prepareDirectory() {
        Path out = request.out().toAbsolutePath().normalize();
        if (!request.replace() && Files.exists(out)) {
            throw new InputException(out + " exists already. Give another --out, or --force to replace it");
        }
        Path directory = out.resolveSibling(out.getFileName() + RUN_SUFFIX);
        try {
            Files.createDirectories(out.getParent());
        } catch (IOException e) {
            throw new InputException("Cannot make the directory " + out.getParent() + ": " + e.getMessage(), e);
        }
        if (!TrainingRun.isInterrupted(directory)) {
            if (request.resume()) {
                listener.said("There is no interrupted run to go on with; a new one begins");
            }
            return directory;
        }
        if (!request.resume()) {
            listener.said("An interrupted run is given up; --resume would have gone on with it");
            delete(directory);
        }
        return directory;
    }

    /**
     * The batch asked for, or that of the run to go on with, or the profile's, halved until a step fits half of the memory
     * that is free and may be taken.
     */
    private int batch(DeStSeg model, Path directory) {
        if (request.batch().isPresent()) {
            return request.batch().getAsInt();
        }
        if (TrainingRun.isInterrupted(directory)) {
            return TrainingRun.interruptedBatch(directory);
        }
        long memory = Math.min(
                AvailableMemory.bytes().orElse(Long.MAX_VALUE), request.memory().orElse(Long.MAX_VALUE));
        int batch = request.settings().batch();
        while (batch > 2 && stepBytes(model, batch) > memory / 2) {
            batch /= 2;
        }
        return batch;
    }

    /** An upper bound on what the larger step needs: every value of its graph at once. */
    private long stepBytes(DeStSeg model, int batch) {
        StepGraph step = new StepGraphs(model, request.settings().withBatch(batch))
                .build(Phase.DENOISING, new Parameters(new TreeMap<>()));
        return step.graph().values().stream()
                .mapToLong(value -> 4L * value.shape().elements())
                .sum();
    }

    private Textures textures(int size) {
        if (request.textures().isEmpty()) {
            return ProceduralTextures.all();
        }
        Path folder = request.textures().get();
        ImageReader reader = new ImageReader();
        Resize resize = new Resize(size, size);
        try (Stream<Path> files = Files.walk(folder)) {
            List<Image> images = files.filter(ImageReader::isImage)
                    .sorted()
                    .map(file -> resize.apply(reader.read(file)))
                    .toList();
            return new PhotographedTextures(images);
        } catch (IOException e) {
            throw new InputException("Cannot read the folder of textures " + folder + ": " + e.getMessage(), e);
        }
    }

    private Parameters first(DeStSeg model, TrainingSettings settings) {
        Parameters drawn = model.initial(settings.seed());
        if (request.from().isEmpty()) {
            return drawn;
        }
        StoredRecipe parent = request.from().get();
        Optional<Sha256> teacher = parent.recipe().description().provenance().teacher();
        if (teacher.isPresent() && !teacher.get().equals(request.teacher().digest())) {
            throw new InputException("The recipe " + parent.directory() + " was learned with another teacher, "
                    + teacher.get() + "; give that one with --teacher");
        }
        Parameters learned = new Parameters(StateDictionaryReader.read(
                        parent.bytes(Recipe.CHECKPOINT), Recipe.CHECKPOINT + " of " + parent.directory())
                .tensors());
        drawn.tensors().forEach((name, tensor) -> learned.get(name, tensor.shape()));
        return learned;
    }

    private Optional<Duration> budget() {
        return request.budget().map(all -> {
            double millis = all.toMillis() * (1 - FINISHING_SHARE) - stopwatch.seconds() * 1000;
            return Duration.ofMillis(Math.max(1000, (long) millis));
        });
    }

    private RecipeAssembly.GoodImages goodImages(ImageLoader loader, List<Sample> heldBack, ImageCache training) {
        if (heldBack.isEmpty()) {
            return RecipeAssembly.GoodImages.of(training, false);
        }
        return RecipeAssembly.GoodImages.of(ImageCache.load(loader, heldBack, MOST_CACHED_BYTES, this::report), true);
    }

    private Provenance provenance(TrainingSettings settings, List<DataDigest> data, TrainingRun.Result result) {
        SortedMap<String, Long> steps = new TreeMap<>();
        SortedMap<String, String> described = settings.described();
        result.steps().forEach((phase, taken) -> {
            steps.put(phase.label(), (long) taken.steps());
            described.put(phase.label() + "_steps", taken.toString());
        });
        SortedMap<String, Double> metrics = new TreeMap<>();
        result.losses().forEach((phase, loss) -> metrics.put("last_loss_" + phase.label(), loss));
        metrics.put("seconds", result.seconds());
        return new Provenance(
                data,
                settings.seed(),
                steps,
                described,
                metrics,
                request.toolVersion(),
                request.from().map(parent -> parent.recipe().digest()),
                Optional.of(request.teacher().digest()),
                clock.instant());
    }

    private void report(ImageProblem problem) {
        listener.said(problem.file() + " " + problem.message());
    }

    private static void delete(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(TrainingRun.CHECKPOINT));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove the finished run " + directory + ": " + e.getMessage(), e);
        }
    }
}
