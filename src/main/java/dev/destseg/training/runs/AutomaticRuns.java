package dev.destseg.training.runs;

import dev.destseg.dataset.ConfirmedPart;
import dev.destseg.dataset.ConfirmedParts;
import dev.destseg.dataset.Sight;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Light;
import dev.destseg.recipe.Drifts;
import dev.destseg.recipe.KnownRecipes;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import dev.destseg.training.datasets.DatasetName;
import dev.destseg.training.datasets.Datasets;
import dev.destseg.training.datasets.DrawnMask;
import dev.destseg.training.datasets.Label;
import dev.destseg.training.datasets.LabelledDataset;
import dev.destseg.training.datasets.Snapshot;
import dev.destseg.training.instant.InstantTraining;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Begins a training of a product when operators have confirmed enough good parts that its dataset, named as the product, has
 * not yet; fewer are enough when the product has drifted from what its recipe was taught. A drift alone begins none: what the
 * dataset has already would teach the same again. What they confirmed goes into that dataset, defective parts too, so that each part counts once.
 */
public final class AutomaticRuns implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AutomaticRuns.class);
    /** Confirmed parts that are looked at, the last ones. */
    private static final int MOST = 5000;
    /** Several times what they take for hundreds of images on two cores. */
    private static final Duration FOR_TWO_MEMORIES = Duration.ofMinutes(30);

    private final TrainingRuns runs;
    private final Datasets datasets;
    private final KnownRecipes recipes;
    private final ConfirmedParts confirmed;
    private final Drifts drifts;
    private final RunSettings settings;
    /** Products of whose drift it was said that parts are missing. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "automatic-trainings"));

    public AutomaticRuns(
            TrainingRuns runs,
            Datasets datasets,
            KnownRecipes recipes,
            ConfirmedParts confirmed,
            Drifts drifts,
            RunSettings settings) {
        this.runs = runs;
        this.datasets = datasets;
        this.recipes = recipes;
        this.confirmed = confirmed;
        this.drifts = drifts;
        this.settings = settings;
    }

    /** Looks now and then from now on, when that is switched on. */
    public void start() {
        if (settings.automatic().goodImages().isPresent()
                || settings.automatic().drift().isPresent()) {
            long interval = settings.automatic().interval().toMillis();
            thread.scheduleWithFixedDelay(this::lookAtAll, interval, interval, TimeUnit.MILLISECONDS);
        }
    }

    private void lookAtAll() {
        try {
            recipes.products().forEach(this::lookOrComplain);
        } catch (RuntimeException | OutOfMemoryError e) { // Or nobody would ever look again.
            LOG.error("No training could be begun", e);
        }
    }

    private void lookOrComplain(String product) {
        try {
            look(product);
        } catch (RuntimeException e) {
            LOG.warnf("No training of %s could be begun: %s", product, e.getMessage());
        }
    }

    /**
     * Begins a training when there are enough new parts and none of the product is waiting or under way.
     *
     * @throws InputException when product, dataset or queue do not allow it
     */
    Optional<Run> look(String product) {
        boolean busy = runs.all().stream()
                .anyMatch(
                        run -> !run.status().isEnded() && run.order().product().equals(product));
        boolean drifted = hasDrifted(product);
        int enough = enough(drifted);
        if (busy || enough == Integer.MAX_VALUE || !isRepeatable(product)) {
            return Optional.empty();
        }
        DatasetName name = new DatasetName(product);
        List<ConfirmedPart> unseen = confirmed.of(product, MOST).stream()
                .filter(part -> !has(name, part))
                .toList();
        long good = unseen.stream().filter(part -> !part.defective()).count();
        if (good < enough) {
            tell(product, drifted, enough - good);
            return Optional.empty();
        }
        LabelledDataset dataset = datasets.find(name).orElseGet(() -> datasets.create(name));
        unseen.forEach(part -> add(dataset, part));
        return Optional.of(runs.submit(order(product, datasets.freeze(dataset)), Run.BOX));
    }

    private boolean hasDrifted(String product) {
        OptionalDouble bound = settings.automatic().drift();
        return bound.isPresent() && drifts.farthest(product) >= bound.getAsDouble();
    }

    /** New good parts that a training needs. */
    private int enough(boolean drifted) {
        int always = settings.automatic().goodImages().orElse(Integer.MAX_VALUE);
        return drifted ? Math.min(always, settings.automatic().driftImages()) : always;
    }

    /** Once for each drift. */
    private void tell(String product, boolean drifted, long missing) {
        if (!drifted) {
            told.remove(product);
        } else if (told.add(product)) {
            LOG.warnf(
                    "The product %s has drifted from what its recipe was taught. Confirm %d more good parts, and a training"
                            + " begins by itself",
                    product, missing);
        }
    }

    private boolean has(DatasetName name, ConfirmedPart part) {
        return datasets.find(name)
                .flatMap(dataset -> dataset.find(new Sha256(part.digest())))
                .isPresent();
    }

    private static void add(LabelledDataset dataset, ConfirmedPart part) {
        Label label = part.defective() ? Label.DEFECTIVE : Label.GOOD;
        part.image()
                .get()
                .ifPresent(image ->
                        dataset.add(image, label, DrawnMask.of(image, part.drawn()), "confirmed " + part.inspection()));
    }

    private boolean isRepeatable(String product) {
        boolean can = recipes.judging(product)
                .map(judging -> isRepeatable(judging.recipe()))
                .orElse(true);
        if (!can && told.add(product + " masked")) {
            LOG.warnf(
                    "%s is judged zone by zone, through a mask, in tiles or over a reference, which a training cannot take over by"
                            + " itself. Learn it by hand, with 'destseg train'",
                    product);
        }
        return can;
    }

    /**
     * Whether what a recipe sees of an image can be had again from what it tells. Of a mask that somebody gave as a file, or that came
     * from the recipe before, only what is left of it is here, at another size; and over another reference than its own the region
     * and the mask would lie elsewhere on the part. Where zones are judged, one recipe for all of the image is no successor.
     */
    private static boolean isRepeatable(Recipe recipe) {
        RecipeDescription description = recipe.description();
        SortedMap<String, String> learnedWith = description.provenance().settings();
        return description.registration().isEmpty()
                && description.zones().isEmpty()
                && learnedWith.keySet().stream().noneMatch(Sight.NOT_TOLD::contains)
                && recipe.files().containsKey(Recipe.IGNORED)
                        != Sight.ignoredOf(learnedWith).isEmpty()
                && (description.tiling().isEmpty() || Sight.tileOf(learnedWith).isPresent());
    }

    /** What the recipe that judges was learned with. */
    private SortedMap<String, String> settings(String product) {
        return recipes.judging(product)
                .map(judging -> judging.recipe().description().provenance().settings())
                .orElse(new TreeMap<>());
    }

    /** For a second memory where what judges has one: without it less would be found. Else as long as the profile takes. */
    private Optional<Duration> time(String product) {
        boolean two = recipes.judging(product)
                .map(judging -> judging.recipe().description().provenance().metrics())
                .filter(metrics -> metrics.getOrDefault(InstantTraining.MEMORIES, 1.0) > 1)
                .isPresent();
        return two && settings.automatic().profile().equals(InstantModel.PROFILE)
                ? Optional.of(FOR_TWO_MEMORIES)
                : Optional.empty();
    }

    /** A profile that is trained knows steady light alone. */
    private Optional<Light> light(SortedMap<String, String> learnedWith) {
        return settings.automatic().profile().equals(InstantModel.PROFILE)
                ? Optional.of(Light.in(learnedWith))
                : Optional.empty();
    }

    private TrainingOrder order(String product, Snapshot snapshot) {
        SortedMap<String, String> learnedWith = settings(product);
        return new TrainingOrder(
                product,
                snapshot.dataset(),
                snapshot.digest(),
                settings.automatic().profile(),
                TrainingOrder.USUAL_SIZE,
                recipes.judging(product)
                        .flatMap(judging -> judging.recipe().description().regionOfInterest()),
                Sight.ignoredOf(learnedWith),
                Sight.tileOf(learnedWith),
                Optional.empty(),
                light(learnedWith),
                Optional.empty(),
                new Budget(time(product), Optional.empty(), settings.memoryMebibytes(), settings.celsius()),
                settings.automatic().idleHours(),
                settings.automatic().activate(),
                true);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
