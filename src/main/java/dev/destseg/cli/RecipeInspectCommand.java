package dev.destseg.cli;

import dev.destseg.network.Light;
import dev.destseg.recipe.Blob;
import dev.destseg.recipe.ModelPack;
import dev.destseg.recipe.Provenance;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.transfer.Gate;
import dev.destseg.registry.transfer.RecipePull;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what a recipe is without fetching it. */
@Command(
        name = "inspect",
        description = "Shows what a recipe says about itself, in a registry (its networks are not fetched) or here.",
        footer = {
            "  destseg recipe inspect registry.plant.example/recipes/flange:1.0",
            "  destseg recipe inspect sha256:6b86... --json"
        })
final class RecipeInspectCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "RECIPE",
            description = "REGISTRY/REPOSITORY:TAG, the digest of one that the appliance keeps, or a directory.")
    String recipe;

    @Mixin
    StoreOption store = new StoreOption();

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    @Mixin
    JsonOption json = new JsonOption();

    RecipeInspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean here = LocalRecipe.isDigest(recipe) || Files.isDirectory(Path.of(recipe));
        if (here) {
            LocalRecipe local = LocalRecipe.find(recipe, store);
            show(local.stored().recipe(), local.signatures().size());
        } else {
            RecipePull.Admitted found = new RecipePull(
                            registry.client(),
                            store.open(),
                            store.data.resolve(RecipePull.DIRECTORY),
                            Gate.open(),
                            bytes -> {})
                    .admit(Reference.parse(recipe));
            show(found.recipe(), found.signatures().size());
        }
        return ExitCode.DONE;
    }

    private void show(Recipe shown, int signatures) {
        if (json.requested()) {
            console.print(new String(shown.json(), StandardCharsets.UTF_8));
            return;
        }
        RecipeDescription description = shown.description();
        Provenance provenance = description.provenance();
        console.print("Digest:     " + shown.digest());
        console.print("Recipe:     " + description.name() + " " + description.version() + ", " + description.profile());
        console.print("Made:       " + provenance.created() + " by " + provenance.toolVersion());
        console.print("Threshold:  " + description.threshold().value() + ", "
                + description.threshold().reason());
        description
                .zones()
                .forEach(zone -> console.print("Zone:       " + zone.name() + ", " + zone.seen() + " of the image, "
                        + zone.recipe().description().name() + " "
                        + zone.recipe().digest() + ", threshold "
                        + zone.recipe().description().threshold().value()));
        if (description.light() == Light.CHANGING) {
            console.print("Light:      may change: every part is judged as if it were as bright as all others");
        }
        console.print("Parent:     " + provenance.parent().map(Sha256::toString).orElse("none"));
        console.print("Metrics:    " + provenance.metrics());
        provenance
                .data()
                .forEach(part -> console.print(
                        "Data:       " + part.name() + ", " + part.images() + " images, " + part.digest()));
        console.print("Signatures: " + signatures);
        for (Map.Entry<String, Blob> layer : ModelPack.layers(shown).entrySet()) {
            console.print("File:       " + layer.getKey() + ", "
                    + layer.getValue().size() + " bytes, " + layer.getValue().digest());
        }
    }
}
