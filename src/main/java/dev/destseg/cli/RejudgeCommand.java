package dev.destseg.cli;

import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inspection.Candidate;
import dev.destseg.inspection.rejudgement.Archive;
import dev.destseg.inspection.rejudgement.OwnJudge;
import dev.destseg.inspection.rejudgement.PartJudge;
import dev.destseg.inspection.rejudgement.Rejudgement;
import dev.destseg.inspection.rejudgement.RejudgementFigures;
import dev.destseg.line.bucket.BucketArchive;
import dev.destseg.line.bucket.ObjectName;
import dev.destseg.line.bucket.ObjectStorage;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges an archive again. */
@Command(
        name = "rejudge",
        description = {
            "Judges an archive again by a recipe, and tells which verdicts would be others: parts of the journal of an"
                    + " appliance, which may be running, a folder of images, or a bucket of object storage that speaks S3.",
            "",
            "Before are the verdicts of the journal, or those of another recipe named by --with. Where it is known what parts"
                    + " really are, by feedback in the journal or by the folders of a data set (in a bucket, by what keys begin"
                    + " with), false rejects, escapes and"
                    + " image AUROC are told, too. With --out each part is written down as soon as it is judged (on disk a second later),"
                    + " and the same command goes on after an interruption. With --group appliances judge that work as a group; images must"
                    + " fit into messages then; a part that they refuse is written down with the reason, and tried again by the"
                    + " same command. The exit code is 1 when any verdict is another, or any part was refused."
        },
        footer = {
            "  destseg rejudge new.recipe ~/.local/share/destseg --product flange --out rejudged.jsonl",
            "  destseg rejudge new.recipe photos --with flange.recipe",
            "  destseg rejudge new.recipe demo/flange --with flange.recipe --json",
            "  destseg rejudge new.recipe s3://images/press-4 --s3-endpoint https://storage:9000 --with flange.recipe",
            "  destseg rejudge new.recipe /var/lib/destseg --group kafka://broker:9092 --as flange-candidate --out rejudged.jsonl"
        })
final class RejudgeCommand implements Callable<Integer> {
    private static final int SHOWN = 20;
    private static final int TOLD_EVERY = 50_000;

    private final Console console;

    @Parameters(index = "0", paramLabel = "RECIPE", description = "The recipe.")
    Path recipe;

    @Parameters(
            index = "1",
            paramLabel = "ARCHIVE",
            description = "A folder of images, the data directory of an appliance, or s3://bucket/place.")
    String archive;

    @Option(
            names = "--with",
            paramLabel = "RECIPE",
            description = "Compare with this recipe (default: with the verdicts of the journal).")
    @Nullable
    Path other;

    @Option(
            names = "--product",
            paramLabel = "NAME",
            description = "Parts of this product of the journal (default: of the only one).")
    @Nullable
    String product;

    @Option(
            names = "--most",
            paramLabel = "N",
            description = "The last N parts of the journal, or images of the bucket (default: all of them).")
    int most = Integer.MAX_VALUE;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write each part to this file, one JSON object a line, and go on from what it holds.")
    @Nullable
    Path out;

    @Mixin
    StorageOptions storage = new StorageOptions();

    @Mixin
    GroupOptions group = new GroupOptions();

    @Mixin
    PrecisionOption precision = new PrecisionOption();

    @Mixin
    DeviceOption device = new DeviceOption();

    @Mixin
    ThreadsOption threads = new ThreadsOption();

    @Mixin
    BoxKeyOption boxKey = new BoxKeyOption();

    @Mixin
    JsonOption json = new JsonOption();

    RejudgeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (most < 1) {
            throw new InputException("--most " + most + " is none; give at least 1");
        }
        if (group.isWanted() && other != null) {
            throw new InputException("A group judges by one recipe; leave --with out, or --group");
        }
        return ObjectName.isMeant(archive) ? bucket() : judge(localArchive());
    }

    private Archive localArchive() {
        return Archive.open(Path.of(archive), Optional.ofNullable(product), most);
    }

    private int bucket() throws InterruptedException {
        try (ObjectStorage opened = storage.open()) {
            return judge(BucketArchive.open(
                    opened, ObjectName.parsePrefix(archive), most, StorageOptions.LARGEST, console::say, this::listed));
        } catch (IOException e) {
            throw new InputException(String.valueOf(e.getMessage()), e);
        }
    }

    private void listed(long objects) {
        if (objects % TOLD_EVERY == 0) {
            console.say(objects + " objects listed");
        }
    }

    private int judge(Archive opened) throws InterruptedException {
        try (PartJudge judge = group.isWanted() ? group.judge(stored(recipe).recipe()) : own()) {
            RejudgementFigures figures = run(opened, new Rejudgement(judge));
            if (json.requested()) {
                console.print(RejudgementText.json(figures));
            } else {
                console.print(RejudgementText.table(figures, SHOWN));
            }
            return figures.changed().isEmpty() && figures.unjudged().isEmpty() ? ExitCode.DONE : ExitCode.NEGATIVE;
        } catch (IOException e) {
            throw new InputException(String.valueOf(e.getMessage()), e);
        }
    }

    private PartJudge own() {
        InferenceRuntime runtime = device.runtime(console, boxKey.sealing());
        Candidate candidate = load(recipe, runtime);
        try {
            return new OwnJudge(candidate, Optional.ofNullable(other).map(path -> load(path, runtime)));
        } catch (RuntimeException e) {
            candidate.close();
            throw e;
        }
    }

    private StoredRecipe stored(Path path) {
        return RecipeReader.read(path, boxKey.opening());
    }

    private Candidate load(Path path, InferenceRuntime runtime) {
        Candidate loaded = Candidate.open(stored(path), runtime, threads.count(), precision.wanted());
        loaded.note().ifPresent(console::say);
        return loaded;
    }

    private RejudgementFigures run(Archive opened, Rejudgement rejudgement) throws IOException, InterruptedException {
        try (Progress progress =
                console.progress("Judging again", opened.parts().size())) {
            return rejudgement.run(opened, Optional.ofNullable(out), done -> progress.at(done, ""));
        }
    }
}
