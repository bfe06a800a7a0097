package dev.destseg.recipe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.RecipeRefusedException.Cause;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The activations of a box by product, in one small file that is replaced as a whole. */
final class ActivationFile {
    private static final long MAX_BYTES = 1 << 20;

    private final Path file;

    ActivationFile(Path file) {
        this.file = file;
    }

    /** @throws InputException when the file is damaged */
    SortedMap<String, Activation> read() throws IOException {
        if (!Files.exists(file)) {
            return Collections.emptySortedMap();
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException("it is too large");
            }
            JsonFields products = new JsonFields("", RecipeReader.json(Files.readAllBytes(file)));
            return products.map((all, product) -> activation(all.fields(product)));
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(
                    "The file " + file + ", which says what recipes are active, cannot be used: " + e.getMessage()
                            + ". Delete it and activate recipes again",
                    e);
        }
    }

    private static Activation activation(JsonFields fields) {
        Activation activation = new Activation(
                Sha256.parse(fields.text("active")),
                fields.list("before", one -> Sha256.parse(one.text("recipe"))),
                fields.optionalText("candidate").map(Sha256::parse));
        fields.requireAllRead();
        return activation;
    }

    Optional<Activation> find(String product) throws IOException {
        return Optional.ofNullable(read().get(product));
    }

    /** @throws InputException when no recipe is active for the product */
    Activation require(String product) throws IOException {
        return find(product)
                .orElseThrow(() -> new RecipeRefusedException(
                        Cause.UNKNOWN, "No recipe is active for the product '" + product + "'; activate one"));
    }

    Activation put(String product, Activation activation) throws IOException {
        SortedMap<String, Activation> activations = new TreeMap<>(read());
        activations.put(product, activation);
        write(activations);
        return activation;
    }

    Activation remove(String product) throws IOException {
        Activation removed = require(product);
        SortedMap<String, Activation> activations = new TreeMap<>(read());
        activations.remove(product);
        write(activations);
        return removed;
    }

    /**
     * Lets no roll back return to a recipe.
     *
     * @throws InputException when the recipe judges, or is a candidate
     */
    void forget(Sha256 recipe) throws IOException {
        SortedMap<String, Activation> activations = read();
        SortedMap<String, Activation> without = new TreeMap<>();
        for (Map.Entry<String, Activation> each : activations.entrySet()) {
            if (each.getValue().uses(recipe)) {
                throw new RecipeRefusedException(
                        Cause.IN_USE,
                        "The recipe " + recipe + " judges " + each.getKey()
                                + "; let another one judge before you delete it");
            }
            without.put(each.getKey(), each.getValue().without(recipe));
        }
        if (!without.equals(activations)) {
            write(without);
        }
    }

    private void write(SortedMap<String, Activation> activations) throws IOException {
        ObjectNode products = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(activations).forEach((product, activation) -> {
            ObjectNode node = products.putObject(product)
                    .put("active", activation.active().toString());
            ArrayNode before = node.putArray("before");
            List<Sha256> recipes = activation.before();
            recipes.forEach(recipe -> before.addObject().put("recipe", recipe.toString()));
            activation.candidate().ifPresent(candidate -> node.put("candidate", candidate.toString()));
        });
        AtomicFile.write(file, Content.of(CanonicalJson.encode(products)));
    }
}
