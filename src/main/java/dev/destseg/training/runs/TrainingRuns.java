package dev.destseg.training.runs;

import dev.destseg.dataset.ConfirmedParts;
import dev.destseg.machine.Backlog;
import dev.destseg.network.InstantModel;
import dev.destseg.recipe.KnownRecipes;
import dev.destseg.recipe.LearnedRecipes;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.tensor.InputException;
import dev.destseg.training.datasets.Datasets;
import dev.destseg.training.datasets.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Trainings of a box: asked for, listed, cancelled, and worked on one at a time beside inspection. Safe between threads; one
 * process has them open. What a method has changed survives a loss of power.
 */
public final class TrainingRuns implements AutoCloseable {
    private final RunBook book;
    private final Datasets datasets;
    private final KnownRecipes recipes;
    private final RunSettings settings;
    private final Clock clock;
    private final Optional<LearnedRecipes> learned;
    private final RunWorker worker;

    private TrainingRuns(
            RunBook book,
            Datasets datasets,
            KnownRecipes recipes,
            RunSettings settings,
            Clock clock,
            Optional<LearnedRecipes> learned,
            RunWorker worker) {
        this.book = book;
        this.datasets = datasets;
        this.recipes = recipes;
        this.settings = settings;
        this.clock = clock;
        this.learned = learned;
        this.worker = worker;
    }

    /**
     * @param directory made when absent
     * @param learned where candidates go that are better; without it they stay with their run
     * @param backlog that runs give way to
     * @param listener told of each run that was asked for or changed, from any thread
     * @param clock of the box, in its time zone
     * @throws InputException when the directory cannot be written, or another process uses it
     */
    public static TrainingRuns open(
            Path directory,
            Datasets datasets,
            KnownRecipes recipes,
            ConfirmedParts confirmed,
            Optional<LearnedRecipes> learned,
            OwnProgram program,
            RunSettings settings,
            Backlog backlog,
            Consumer<Run> listener,
            Clock clock) {
        RunBook book = RunBook.open(directory.toAbsolutePath().normalize(), settings.kept(), listener, clock);
        RunWorker worker = new RunWorker(
                book,
                settings,
                recipes,
                learned,
                program,
                new ConfirmedCases(confirmed, settings.confirmedCases()),
                backlog,
                clock);
        return new TrainingRuns(book, datasets, recipes, settings, clock, learned, worker);
    }

    /**
     * Begins to work, on what was interrupted first. To be called when the recipes that judge are known, which candidates are
     * compared with; once is enough.
     */
    public void start() {
        worker.start();
    }

    /**
     * Takes in a training.
     *
     * @param who asks for it
     * @throws InputException when snapshot or recipe are not here, or too many wait
     */
    public synchronized Run submit(TrainingOrder order, String who) {
        if (order.activate() && learned.isEmpty()) {
            throw new InputException(
                    "This box activates no recipe by itself; leave that out and activate what is offered");
        }
        Snapshot snapshot = datasets.snapshot(order.snapshot())
                .orElseThrow(() -> new InputException("There is no snapshot " + order.snapshot()
                        + " on this box; name one that is listed, or the dataset"));
        order.from().ifPresent(digest -> recipes.find(digest)
                .orElseThrow(() ->
                        new InputException("There is no recipe " + digest + " on this box; name one that is listed")));
        long waiting = all().stream().filter(run -> !run.status().isEnded()).count();
        if (waiting >= settings.queue()) {
            throw new InputException(waiting + " trainings wait already, as many as destseg.training.queue allows;"
                    + " cancel one or wait");
        }
        Run run = Run.asked(unusedId(), order, who, clock.instant());
        RunDirectory directory = book.directory(run.id());
        directory.make();
        datasets.layOut(snapshot, areDefectsLearned(order), directory.data());
        book.put(run);
        worker.wake();
        return run;
    }

    /** What the recipe to go on from may have learned must not be what it is compared by. */
    private boolean areDefectsLearned(TrainingOrder order) {
        boolean parentKnows = order.from()
                .flatMap(recipes::find)
                .map(parent -> parent.recipe().description().score().map() == ScoreMap.KNOWN)
                .orElse(true);
        return !order.profile().equals(InstantModel.PROFILE) || parentKnows;
    }

    private RunId unusedId() {
        Instant time = clock.instant();
        while (book.find(RunId.at(time)).isPresent()) {
            time = time.plusMillis(1);
        }
        return RunId.at(time);
    }

    /** The newest first. */
    public List<Run> all() {
        return book.all();
    }

    public Optional<Run> find(RunId id) {
        return book.find(id);
    }

    /** How far a run is; nothing before its process has told something, and after its end. */
    public Optional<RunProgress> progress(RunId id) {
        return book.progress(id);
    }

    /** How the loss of a run went so far, the oldest first; nothing for {@code instant}, which has none. */
    public List<CoursePoint> course(RunId id) {
        return book.directory(id).course().points();
    }

    /** The last that the processes of a run said, the oldest first; it stays when the run has ended. */
    public List<LogLine> log(RunId id) {
        return book.log(id).lines();
    }

    /**
     * What a run has learned by now: the anomaly map of an image, drawn over it. There is none before it was shown first and
     * after the end.
     *
     * @param number of the image, from 0
     * @return a PNG, at most 256 x 256
     */
    public Optional<byte[]> preview(RunId id, int number) {
        Path file = book.directory(id).previews().resolve(number + ".png");
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException endedMeanwhile) {
            return Optional.empty();
        }
    }

    /** Where the candidate of a run lies; there is one from the end of learning on. */
    public Path candidate(RunId id) {
        return book.directory(id).candidate();
    }

    /** Ends a run, at once when it waits, else in a moment; false when it has ended already. */
    public boolean cancel(RunId id, String who) {
        return worker.cancel(id, who);
    }

    /**
     * Puts what a run has learned among the recipes of the box although it was not offered, for people who have looked at the
     * comparison and know better. It does not judge by that.
     *
     * @throws InputException when the run has learned nothing yet, or this box takes no recipes from trainings
     */
    public void keep(RunId id, String who) {
        LearnedRecipes recipes = learned.orElseThrow(
                () -> new InputException("This box takes no recipes from trainings; import " + candidate(id)));
        if (find(id).flatMap(Run::candidate).isEmpty()) {
            throw new InputException("The training " + id + " has learned no recipe; there is one when it is DONE");
        }
        recipes.offer(RecipeReader.read(candidate(id)), who);
    }

    /**
     * Lets a run stand still where it is, in a moment, until {@link #resume}; its process keeps its memory for a while. One that
     * waits does not begin. A restart of the box changes nothing of that.
     *
     * @param who wants it
     * @return false when it has ended or is paused already
     */
    public boolean pause(RunId id, String who) {
        return worker.pause(id, who);
    }

    /** Lets a paused run go on; false when it is not paused. */
    public boolean resume(RunId id, String who) {
        return worker.resume(id, who);
    }

    /** Why trainings cannot be worked on; nothing when they can. */
    public Optional<String> problem() {
        return worker.problem();
    }

    /** Stops the work, which goes on at the next start. */
    @Override
    public void close() {
        worker.close();
        try {
            book.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
