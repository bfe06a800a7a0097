package dev.destseg.training.runs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Profile;
import dev.destseg.recipe.KnownRecipes;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import dev.destseg.training.datasets.Snapshot;
import dev.destseg.training.runs.Watch.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** The way of one run, from where it stands: learn, then compare, each in a process of its own. Used by one thread, but for what the processes tell. */
final class RunExecution {
    private final Run run;
    private final RunDirectory directory;
    private final RunLog log;
    private final RunBook book;
    private final RunSettings settings;
    private final KnownRecipes recipes;
    private final OwnProgram program;
    private final ConfirmedCases confirmed;
    private final Watch watch;

    RunExecution(
            Run run,
            RunBook book,
            RunSettings settings,
            KnownRecipes recipes,
            OwnProgram program,
            ConfirmedCases confirmed,
            Watch watch) {
        this.run = run;
        this.directory = book.directory(run.id());
        this.log = book.log(run.id());
        this.book = book;
        this.settings = settings;
        this.recipes = recipes;
        this.program = program;
        this.confirmed = confirmed;
        this.watch = watch;
    }

    /** What was learned, and how it compares with what judges. */
    record Learned(Sha256 candidate, boolean better, ObjectNode figures) {
        Run of(Run run) {
            return run.compared(candidate, better, figures);
        }
    }

    /** How the work came to its end, or to where it can go on later. */
    record Result(Ending ending, Optional<Learned> learned) {
        static Result without(Ending ending) {
            return new Result(ending, Optional.empty());
        }
    }

    /** @throws InputException when what was asked for is no longer there */
    Result work() throws InterruptedException {
        if (!isLearned()) {
            directory.tidyCandidate();
            Ending ending = work(trainingArguments(), new ChildOutput(this::tell, this::tellShown));
            if (ending.kind() != Ending.Kind.DONE) {
                return Result.without(ending);
            }
            if (!isLearned()) {
                return Result.without(new Ending(Ending.Kind.FAILED, "It learned nothing: " + ending.reason()));
            }
        }
        return compare();
    }

    private boolean isLearned() {
        return Files.isDirectory(directory.candidate());
    }

    private Result compare() throws InterruptedException {
        StoredRecipe candidate = RecipeReader.read(directory.candidate());
        confirmed.layOut(run.order().product(), directory);
        book.put(run.id(), RunProgress.in("comparing"));
        ChildOutput output = new ChildOutput(this::tell, this::tellShown);
        Ending ending = work(comparisonArguments(), output);
        Optional<ObjectNode> figures = output.comparison();
        if (ending.kind() != Ending.Kind.DONE || figures.isEmpty()) {
            boolean silent = ending.kind() == Ending.Kind.DONE;
            return Result.without(silent ? new Ending(Ending.Kind.FAILED, "It compared nothing") : ending);
        }
        Sha256 digest = candidate.recipe().digest();
        String reason = figures.get().path("reason").asText();
        boolean better = figures.get().path("better").asBoolean();
        return new Result(
                new Ending(Ending.Kind.DONE, reason), Optional.of(new Learned(digest, better, figures.get())));
    }

    private Ending work(List<String> arguments, ChildOutput output) throws InterruptedException {
        int memory = run.order().budget().memoryMebibytes();
        log.append("Begins to " + arguments.get(0));
        try (ChildProcess child =
                ChildProcess.start(program.command(memory, arguments), line -> logged(output, line))) {
            book.change(run.id(), now -> now.running(Optional.of(child.mark())));
            book.progress(run.id()).ifPresent(before -> tellWaiting(Optional.empty()));
            Ending ending = watch.over(child, run.order(), this::tellWaiting, this::tellMemory);
            if (ending.kind() != Ending.Kind.DONE) {
                log.append(ending.reason());
            }
            return ending;
        }
    }

    private Optional<String> logged(ChildOutput output, String line) {
        Optional<String> said = output.take(line);
        said.ifPresent(log::append);
        return said;
    }

    private void tell(RunProgress progress) {
        change(now -> progress.after(now));
    }

    private void tellShown(int images) {
        change(now -> now.showing(images));
    }

    private void tellMemory(long bytes) {
        change(now -> now.taking((int) (bytes >> 20)));
    }

    private void tellWaiting(Optional<String> what) {
        change(now -> now.waitingFor(what));
    }

    /** Lines of output and what is seen of the process come from two threads. */
    private synchronized void change(UnaryOperator<RunProgress> change) {
        RunProgress now = book.progress(run.id()).orElseGet(() -> RunProgress.in("starting"));
        book.put(run.id(), change.apply(now));
    }

    private List<String> trainingArguments() {
        TrainingOrder order = run.order();
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                directory.data().toString(),
                "--out",
                directory.candidate().toString(),
                "--name",
                order.product(),
                "--profile",
                order.profile(),
                "--input-size",
                Integer.toString(order.inputSize()),
                "--threads",
                threads(),
                "--progress",
                "json",
                "--give-way",
                "--end-with-input"));
        order.region().ifPresent(region -> arguments.addAll(List.of("--region", region.toString())));
        order.ignored().forEach(outline -> arguments.addAll(List.of("--ignore", outline.toString())));
        order.tile().ifPresent(tile -> arguments.addAll(List.of("--tile", tile.toString())));
        order.registering()
                .ifPresent(how -> arguments.addAll(List.of(
                        "--register",
                        "first",
                        "--max-turn",
                        Double.toString(how.degrees()),
                        "--max-shift",
                        Double.toString(how.shift()))));
        order.light().ifPresent(light -> arguments.addAll(List.of("--light", light.label())));
        order.from().ifPresent(digest -> arguments.addAll(named("--from", parent(digest))));
        order.budget().time().ifPresent(time -> arguments.addAll(List.of("--budget", time.toSeconds() + "s")));
        boolean instant = order.profile().equals(InstantModel.PROFILE);
        Path defects = directory.data().resolve(Snapshot.DEFECTS);
        // A memory that goes on from another keeps the defects of that one.
        if (Files.isDirectory(defects) && !(instant && order.from().isPresent())) {
            arguments.addAll(List.of("--defects", defects.toString()));
        }
        if (instant) {
            return arguments;
        }
        arguments.addAll(List.of(
                "--resume",
                "--previews",
                directory.previews().toString(),
                "--memory",
                Integer.toString(order.budget().memoryMebibytes()),
                "--checkpoint-every",
                Math.max(1, settings.checkpointEvery().toSeconds()) + "s"));
        order.budget().steps().ifPresent(steps -> arguments.addAll(List.of("--steps", steps)));
        if (order.profile().equals(Profile.PAPER.name())) {
            arguments.addAll(List.of("--teacher", paperTeacher()));
        }
        return arguments;
    }

    private List<String> comparisonArguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "compare",
                directory.candidate().toString(),
                "--cases",
                "held-out=" + directory.data().resolve("test"),
                "--cases",
                "confirmed=" + directory.confirmed(),
                "--threads",
                threads(),
                "--json",
                "--give-way",
                "--end-with-input"));
        recipes.judging(run.order().product()).ifPresent(judging -> arguments.addAll(named("--with", judging)));
        return arguments;
    }

    /** The recipe, and what opens it. */
    private static List<String> named(String option, StoredRecipe recipe) {
        List<String> arguments =
                new ArrayList<>(List.of(option, recipe.directory().toString()));
        recipe.sealing()
                .key()
                .ifPresent(
                        key -> arguments.addAll(List.of("--box-key", key.file().toString())));
        return arguments;
    }

    private StoredRecipe parent(Sha256 digest) {
        return recipes.find(digest)
                .orElseThrow(() -> new InputException(
                        "The recipe " + digest + " that the training was to go on from is no longer on this box"));
    }

    private String paperTeacher() {
        return settings.paperTeacher()
                .orElseThrow(
                        () -> new InputException("The profile paper needs a teacher that this box has not; import one"
                                + " and name it in destseg.training.paper-teacher"))
                .toString();
    }

    private String threads() {
        OptionalInt wanted = settings.threads();
        return Integer.toString(wanted.orElse(Math.max(1, Runtime.getRuntime().availableProcessors() - 1)));
    }
}
