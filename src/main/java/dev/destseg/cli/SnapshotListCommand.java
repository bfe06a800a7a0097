package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.Repository;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists what boxes have sent. */
@Command(
        name = "list",
        description = "Lists the snapshots of images in a repository, as 'destseg snapshot pull' names them.",
        footer = {"  destseg snapshot list registry.plant.example/snapshots/press-4"})
final class SnapshotListCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "REPOSITORY", description = "REGISTRY/REPOSITORY that boxes send images to.")
    String repository = "";

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    @Mixin
    JsonOption json = new JsonOption();

    SnapshotListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Repository there = Reference.parse(repository).repository();
        List<String> references = registry.client().tags(there).stream()
                .filter(tag -> !tag.startsWith("sha256-")) // Signatures.
                .map(tag -> new Reference(there, tag).toString())
                .toList();
        if (json.requested()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            references.forEach(array::add);
            console.print(array);
        } else {
            references.forEach(console::print);
        }
        return ExitCode.DONE;
    }
}
