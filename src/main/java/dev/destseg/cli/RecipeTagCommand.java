package dev.destseg.cli;

import dev.destseg.recipe.ModelPack;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a recipe in a registry another tag. */
@Command(
        name = "tag",
        description = "Gives a recipe in a registry one more tag; a tag that exists is moved.",
        footer = {"  destseg recipe tag registry.plant.example/recipes/flange:1.0 approved"})
final class RecipeTagCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "REFERENCE", description = "REGISTRY/REPOSITORY:TAG, or @DIGEST.")
    String reference;

    @Parameters(index = "1", paramLabel = "TAG", description = "The new tag.")
    String tag;

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    RecipeTagCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Reference.requireTag(tag);
        Reference existing = Reference.parse(reference);
        RegistryClient client = registry.client();
        RegistryClient.Manifest manifest = client.manifest(existing);
        client.putManifest(new Reference(existing.repository(), tag), ModelPack.MANIFEST_TYPE, manifest.bytes());
        console.print(existing.repository() + ":" + tag + " is " + manifest.digest());
        return ExitCode.DONE;
    }
}
