package dev.destseg.training.instant;

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
import dev.destseg.image.Resampling;
import dev.destseg.image.View;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.network.Exposure;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Light;
import dev.destseg.network.Memories;
import dev.destseg.recipe.DataDigest;
import dev.destseg.recipe.Provenance;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.training.GoodJudgement;
import dev.destseg.training.KnownImages;
import dev.destseg.training.LearnedModel;
import dev.destseg.training.RecipeAssembly;
import dev.destseg.training.SampleDigest;
import dev.destseg.training.ShownDefects;
import dev.destseg.training.Standstill;
import dev.destseg.training.Stopwatch;
import dev.destseg.training.TrainingListener;
import dev.destseg.training.ViewChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** From a folder of good images to a recipe of the profile {@code instant}. Used by one thread. */
public final class InstantTraining {
    /** Among the metrics of a recipe's provenance: how many memories judge together, see {@link dev.destseg.network.Memories}. */
    public static final String MEMORIES = "memories";

    private static final long MOST_CACHED_BYTES = 1L << 28;
    /** Of the heap: where a box gives a training little, memories need it more than images that can be read again. */
    private static final int CACHED_SHARE = 8;

    private static final Resampling SEEN_BY = Resampling.AREA;
    private static final String GOOD = "train/good";

    private final InstantRequest request;
    private final InferenceRuntime runtime;
    private final TrainingListener listener;
    private final Clock clock;
    private final InstantSettings settings;
    private final InstantModel model;
    private Instant started = Instant.EPOCH;

    public InstantTraining(InstantRequest request, InferenceRuntime runtime, TrainingListener listener, Clock clock) {
        this.request = request;
        this.runtime = runtime;
        this.listener = listener;
        this.clock = clock;
        this.settings = request.from()
                .map(parent -> request.settings().of(parent.recipe().description()))
                .orElse(request.settings());
        this.model = new InstantModel(request.teacher().teacher(), settings.inputSize());
    }

    /**
     * Looks at the good images and writes the recipe.
     *
     * @throws InputException when the data, the recipe to go on from, or the place for the new one cannot be used
     */
    public StoredRecipe run() {
        try (Standstill standstill = Standstill.watched()) {
            return run(new TimeLimit(Stopwatch.startedWith(0, standstill), request.budget()));
        }
    }

    private StoredRecipe run(TimeLimit limit) {
        started = clock.instant();
        if (!request.replace() && Files.exists(request.out())) {
            throw new InputException(request.out() + " exists already. Give another --out, or --force to replace it");
        }
        if (request.from().isPresent()) {
            return goOn(request.from().get());
        }
        List<Sample> good = good(KnownImages.NONE);
        GoodSplit split = GoodSplit.of(good, settings.validationShare(), settings.seed());
        View taken = new ViewChoice(settings.sight(), settings.inputSize())
                .of(good, Optional.empty(), listener)
                .with(SEEN_BY);
        View view = settings.light() == Light.CHANGING ? taken.evened() : taken;
        ImageCache images = load(split.training(), view);
        InstantLearning learning = new InstantLearning(
                model,
                settings,
                images,
                runtime,
                request.threads(),
                Runtime.getRuntime().maxMemory(),
                limit,
                listener);
        Optional<ImageCache> defects =
                request.defects().flatMap(folder -> new ShownDefects(folder, listener).load(good, view));
        if (split.validation().isEmpty()) {
            Learned learned = learn(learning, images, defects);
            return write(
                    learned.model(),
                    judge(learned.model(), goodImages(images, false)),
                    goodImages(images, false),
                    provenance(data(images.samples(), defects), learning.tried()));
        }
        Judged judged = learnAndJudge(learning, images, defects, split.validation());
        Memories memories = learning.remember(judged.heldBack()).with(judged.shown());
        List<Sample> remembered = join(images.samples(), judged.heldBack().samples());
        MemoryState state = learning.state()
                .with(judged.shown())
                .with(judged.judgement())
                .with(known(KnownImages.NONE, remembered));
        return write(
                learned(memories, state),
                judged.judgement(),
                goodImages(judged.heldBack(), true),
                provenance(data(remembered, defects), learning.tried()));
    }

    /** @param shown features of shown defects, of each memory */
    private record Learned(LearnedModel model, Map<Exposure, Map<String, FloatTensor>> shown) {}

    private Learned learn(InstantLearning learning, ImageCache images, Optional<ImageCache> defects) {
        Memories taught = learning.learn();
        Map<Exposure, Map<String, FloatTensor>> shown = shown(defects, taught);
        MemoryState state = learning.state().with(shown).with(known(KnownImages.NONE, images.samples()));
        return new Learned(learned(taught.with(shown), state), shown);
    }

    private record Judged(
            ImageCache heldBack, GoodJudgement judgement, Map<Exposure, Map<String, FloatTensor>> shown) {}

    /** What was learned so far is not kept: while the rest is remembered, there would be every memory twice. */
    private Judged learnAndJudge(
            InstantLearning learning, ImageCache images, Optional<ImageCache> defects, List<Sample> validation) {
        Learned learned = learn(learning, images, defects);
        ImageCache heldBack = load(validation, images.view());
        return new Judged(heldBack, judge(learned.model(), goodImages(heldBack, true)), learned.shown());
    }

    private Map<Exposure, Map<String, FloatTensor>> shown(Optional<ImageCache> defects, Memories memories) {
        KnownDefects known = new KnownDefects(model, runtime, request.threads(), settings.bankSize(), listener);
        return defects.map(images -> known.of(images, memories)).orElse(Map.of());
    }

    private static List<DataDigest> data(List<Sample> good, Optional<ImageCache> defects) {
        List<DataDigest> data = new ArrayList<>(List.of(SampleDigest.of(GOOD, good)));
        defects.ifPresent(images -> data.add(SampleDigest.of("defects", images.samples())));
        return data;
    }

    /** Each half of the further images is judged by a memory that has the other half, but not this one. */
    private StoredRecipe goOn(StoredRecipe parent) {
        new GrowthConditions(request, settings, SEEN_BY).require(parent);
        MemoryState before = MemoryState.read(parent, model);
        ImageCache further = load(good(before.known()), parent.view());
        GoodParts parts = new GoodParts(model, runtime, request.threads(), listener);
        MemoryGrowth.Grown grown = new MemoryGrowth(model, settings, before, parts).grow(further);
        GoodJudgement judgement = judge(learned(grown.unaware().get(0), grown.state()), half(further, 0));
        if (further.samples().size() > 1) {
            judgement = judge(learned(grown.unaware().get(1), grown.state()), half(further, 1))
                    .after(judgement.scores(), judgement.looks());
        }
        GoodJudgement all =
                judgement.after(grown.state().scores(), grown.state().looks());
        listener.said("The memory knows " + grown.state().images() / further.pieces() + " good images now, "
                + further.samples().size() + " of them new");
        return write(
                learned(
                        grown.parameters(),
                        grown.state()
                                .with(known(before.known(), further.samples()))
                                .with(all)),
                all,
                goodImages(further, true),
                provenance(
                        join(
                                parent.recipe().description().provenance().data(),
                                List.of(SampleDigest.of(GOOD, further.samples()))),
                        Map.of(MEMORIES, (double) before.memories().size())));
    }

    /** Each image once. */
    private List<Sample> good(KnownImages known) {
        List<Sample> all =
                new DatasetReader(this::report).read(request.dataset()).train();
        List<Sample> further = known.further(all);
        if (further.isEmpty() && !all.isEmpty()) {
            throw new InputException("The recipe remembers all " + all.size() + " images of " + request.dataset()
                    + " already; give images that are new");
        }
        if (further.size() < all.size()) {
            listener.said((all.size() - further.size()) + " of " + all.size()
                    + " images are there twice or remembered already, and count once");
        }
        return further;
    }

    private static KnownImages known(KnownImages before, List<Sample> samples) {
        try {
            return before.with(samples);
        } catch (IOException e) {
            throw new UncheckedIOException("An image can no longer be read: " + e.getMessage(), e);
        }
    }

    private ImageCache load(List<Sample> samples, View view) {
        long cached = Math.min(MOST_CACHED_BYTES, Runtime.getRuntime().maxMemory() / CACHED_SHARE);
        return ImageCache.load(new ImageLoader(new ImageReader(), view), samples, cached, this::report);
    }

    private LearnedModel learned(Memories memories, MemoryState state) {
        return LearnedModel.of(model, memories, state.tensors(memories));
    }

    private GoodJudgement judge(LearnedModel tried, RecipeAssembly.GoodImages good) {
        if (good.view().parts() > 1) {
            listener.said("Judging " + good.count() + " good images for the threshold, each in "
                    + good.view().parts() + " tiles");
        }
        return GoodJudgement.of(tried, runtime, request.threads(), good, synthesizer());
    }

    private Synthesizer synthesizer() {
        return new Synthesizer(
                SynthesisSettings.standard(ProductRotation.NONE), ProceduralTextures.all(), settings.seed());
    }

    private StoredRecipe write(
            LearnedModel learned, GoodJudgement judgement, RecipeAssembly.GoodImages good, Provenance provenance) {
        listener.said("Exporting, with a threshold chosen from good images");
        return RecipeAssembly.write(
                learned,
                judgement,
                runtime,
                request.threads(),
                good,
                synthesizer(),
                request.name(),
                provenance,
                request.out(),
                request.replace() ? Existing.REPLACE : Existing.REFUSE);
    }

    private RecipeAssembly.GoodImages goodImages(ImageCache images, boolean heldBack) {
        return RecipeAssembly.GoodImages.of(images, heldBack);
    }

    private RecipeAssembly.GoodImages half(ImageCache images, int half) {
        return new RecipeAssembly.GoodImages(
                (images.samples().size() + 1 - half) / 2, i -> images.whole(2 * i + half), images.view(), true);
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private Provenance provenance(List<DataDigest> data, Map<String, Double> found) {
        SortedMap<String, Double> metrics = new TreeMap<>(found);
        metrics.put("seconds", Duration.between(started, clock.instant()).toMillis() / 1000.0);
        return new Provenance(
                data,
                settings.seed(),
                new TreeMap<>(),
                settings.described(),
                metrics,
                request.toolVersion(),
                request.from().map(parent -> parent.recipe().digest()),
                Optional.of(request.teacher().digest()),
                clock.instant());
    }

    private void report(ImageProblem problem) {
        listener.said(problem.file() + " " + problem.message());
    }
}
