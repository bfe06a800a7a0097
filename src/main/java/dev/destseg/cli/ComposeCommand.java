package dev.destseg.cli;

import dev.destseg.recipe.Composition;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.StoredRecipe;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes one recipe of others, each of which judges a zone of the image. */
@Command(
        name = "compose",
        description = {
            "Makes one recipe of others: each judges a zone of the image with its own networks, size and threshold.",
            "",
            "A part is a DEFECT when any of its zones is; else CANNOT_JUDGE when any zone cannot be judged; else OK. The"
                    + " recipe carries the others whole: it is inspected with, evaluated, signed, activated and rolled back as"
                    + " one. Its threshold is 0.5 on a scale on which that of each zone's own recipe is 0.5."
        },
        footer = {
            "  destseg train boards --out left.recipe --region 0.05,0.1,0.3,0.8",
            "  destseg train boards --out right.recipe --region \"0.6,0.1 0.9,0.1 0.9,0.9\" --tile 512",
            "  destseg compose --out board.recipe --zone left=left.recipe --zone right=right.recipe",
            "  destseg compose --out board.recipe --zone a=0.1,0.2,0.2,0.2:plug.recipe --zone b=0.6,0.2,0.2,0.2:plug.recipe",
            "  destseg inspect board.recipe photos --out overlays"
        })
final class ComposeCommand implements Callable<Integer> {
    private static final String SUFFIX = ".recipe";

    private final Console console;
    private final String version;

    @Option(
            names = "--zone",
            required = true,
            paramLabel = "NAME=[BOX:]RECIPE",
            description =
                    "A zone, and the recipe that judges it: where that sees a part of the image (train --region), that part"
                            + " is the zone. With BOX, as X,Y,WIDTH,HEIGHT in shares of the image, the recipe sees this box as a whole"
                            + " image, as if it had been cut out. Given once for each zone; zones may overlap, and share a recipe.")
    List<String> zones;

    @Option(names = "--out", required = true, paramLabel = "RECIPE", description = "Directory of the new recipe.")
    Path out;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the product (default: that of --out).")
    @Nullable
    String name;

    @Option(names = "--force", description = "Replace a recipe that is there.")
    boolean force;

    @Mixin
    BoxKeyOption boxKey = new BoxKeyOption();

    @Mixin
    JsonOption json = new JsonOption();

    ComposeCommand(Console console, String version) {
        this.console = console;
        this.version = version;
    }

    @Override
    public Integer call() {
        Composition composition = new Composition();
        for (String zone : zones) {
            GivenZone.parse(zone).addTo(composition, boxKey.opening());
        }
        StoredRecipe made = composition.write(
                name == null ? nameOfOut() : name,
                "1",
                version,
                Clock.systemUTC().instant(),
                out,
                force ? Existing.REPLACE : Existing.REFUSE);
        new RecipeSummary(console).print(made, json.requested());
        return ExitCode.DONE;
    }

    private String nameOfOut() {
        String file = out.toAbsolutePath().normalize().getFileName().toString();
        return RecipeDescription.nameOf(
                file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file);
    }
}
