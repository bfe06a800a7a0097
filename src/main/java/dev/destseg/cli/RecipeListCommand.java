package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.Activation;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.RecipeListing;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.Repository;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the recipes that an appliance keeps. */
@Command(
        name = "list",
        description = "Lists the recipes that the appliance keeps, newest first, and the products that each judges.",
        footer = {
            "  destseg recipe list",
            "  destseg recipe list --json",
            "  destseg recipe list registry.plant.example/recipes/flange"
        })
final class RecipeListCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "REPOSITORY",
            description = "List the tags of this repository of a registry instead, as REGISTRY/REPOSITORY.")
    @Nullable
    String repository;

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    @Mixin
    StoreOption store = new StoreOption();

    @Mixin
    JsonOption json = new JsonOption();

    RecipeListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return repository == null
                ? listStore()
                : listTags(Reference.parse(repository).repository());
    }

    private int listTags(Repository listed) {
        registry.client().tags(listed).stream()
                .filter(tag -> !tag.startsWith("sha256-")) // What refers to others by their digest.
                .forEach(tag -> console.print(
                        json.requested()
                                ? JsonNodeFactory.instance
                                        .objectNode()
                                        .put("tag", tag)
                                        .toString()
                                : listed + ":" + tag));
        return ExitCode.DONE;
    }

    private int listStore() {
        RecipeStore recipes = store.open();
        RecipeListing listing = recipes.list();
        SortedMap<String, Activation> activations = recipes.activations();
        for (Recipe recipe : listing.recipes()) {
            List<String> products = products(recipe.digest(), activations);
            if (json.requested()) {
                console.print(json(recipe, products));
            } else {
                console.print(line(recipe, products));
            }
        }
        listing.damaged().forEach((digest, problem) -> console.say(digest + " is damaged: " + problem));
        return listing.damaged().isEmpty() ? ExitCode.DONE : ExitCode.NEGATIVE;
    }

    private static List<String> products(Sha256 digest, Map<String, Activation> activations) {
        return activations.entrySet().stream()
                .filter(each -> each.getValue().active().equals(digest))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String line(Recipe recipe, List<String> products) {
        RecipeDescription description = recipe.description();
        return recipe.digest() + "  " + description.name() + " " + description.version() + "  " + description.profile()
                + "  " + description.provenance().created()
                + (products.isEmpty() ? "" : "  judges " + String.join(", ", products));
    }

    private static ObjectNode json(Recipe recipe, List<String> products) {
        RecipeDescription description = recipe.description();
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("digest", recipe.digest().toString())
                .put("name", description.name())
                .put("version", description.version())
                .put("profile", description.profile())
                .put("threshold", description.threshold().value())
                .put("created", description.provenance().created().toString());
        ArrayNode judges = node.putArray("judges");
        products.forEach(judges::add);
        return node;
    }
}
