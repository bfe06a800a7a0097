package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.comparison.Comparison;
import dev.destseg.inspection.comparison.ComparisonJson;
import dev.destseg.inspection.comparison.LabelledCase;
import dev.destseg.inspection.comparison.RecipeComparison;
import dev.destseg.recipe.RecipeReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether a new recipe judges better than another one. */
@Command(
        name = "compare",
        description = {
            "Compares a new recipe with the one that judges now.",
            "",
            "Both judge the images in the folders good and defective of each --cases, and the golden set of the one that"
                    + " judges now. The new one is better when nowhere it lets more defects pass or rejects more good"
                    + " parts, and somewhere does better; and when it finds synthetic defects of the good images well enough,"
                    + " or as well as the other. Without --with that is all that is asked."
        },
        footer = {
            "  destseg compare new.recipe --with flange.recipe --cases demo/flange/checked",
            "  destseg compare new.recipe --with old.recipe --cases held-out=parts/a --cases confirmed=parts/b --json"
        })
final class CompareCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "RECIPE", description = "The new recipe.")
    Path candidate;

    @Option(
            names = "--with",
            paramLabel = "RECIPE",
            description = "The recipe that judges now (default: there is none).")
    @Nullable
    Path active;

    @Option(
            names = "--cases",
            paramLabel = "[NAME=]FOLDER",
            description = "A folder with the folders good and defective, or one of them; may be given several times.")
    List<String> cases = List.of();

    @Mixin
    InputGuard guard = new InputGuard();

    @Mixin
    BoxKeyOption boxKey = new BoxKeyOption();

    @Mixin
    GiveWayOption giveWay = new GiveWayOption();

    @Mixin
    ThreadsOption threads = new ThreadsOption();

    @Mixin
    JsonOption json = new JsonOption();

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        guard.watch();
        Map<String, List<LabelledCase>> groups = new TreeMap<>();
        for (String each : cases) {
            Path folder = Path.of(each.substring(each.indexOf('=') + 1));
            String name = each.contains("=") ? each.substring(0, each.indexOf('=')) : folder.toString();
            groups.put(name, LabelledCase.in(folder));
        }
        Comparison comparison = new RecipeComparison(giveWay.runtime(), threads.count())
                .compare(
                        Optional.ofNullable(active).map(recipe -> RecipeReader.read(recipe, boxKey.opening())),
                        RecipeReader.read(candidate),
                        groups);
        ObjectNode figures = ComparisonJson.of(comparison);
        if (json.requested()) {
            console.print(figures);
        } else {
            console.print(comparison.outcome().better() ? "Better" : "Not better");
            console.print(comparison.outcome().reason());
            comparison
                    .candidateFigures()
                    .forEach((group, found) -> console.print(group + ": "
                            + figures.at("/groups/" + group.replace("~", "~0").replace("/", "~1"))));
        }
        return comparison.outcome().better() ? ExitCode.DONE : ExitCode.NEGATIVE;
    }
}
