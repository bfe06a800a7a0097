package dev.destseg.recipe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
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
                Sha256.parse(fields.text("active")), fields.list("before", one -> Sha256.parse(one.text("recipe"))));
        fields.requireAllRead();
        return activation;
    }

    void write(SortedMap<String, Activation> activations) throws IOException {
        ObjectNode products = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(activations).forEach((product, activation) -> {
            ObjectNode node = products.putObject(product)
                    .put("active", activation.active().toString());
            ArrayNode before = node.putArray("before");
            List<Sha256> recipes = activation.before();
            recipes.forEach(recipe -> before.addObject().put("recipe", recipe.toString()));
        });
        AtomicFile.write(file, Content.of(CanonicalJson.encode(products)));
    }
}
