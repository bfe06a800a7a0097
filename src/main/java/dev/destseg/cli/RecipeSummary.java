package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.network.Light;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.StoredRecipe;
import java.util.Locale;

/** Prints what a new recipe is. */
final class RecipeSummary {
    private final Console console;

    RecipeSummary(Console console) {
        this.console = console;
    }

    void print(StoredRecipe stored, boolean asJson) {
        RecipeDescription description = stored.recipe().description();
        String digest = stored.recipe().digest().toString();
        if (asJson) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("recipe", stored.directory().toString());
            json.put("digest", digest);
            json.put("name", description.name());
            json.put("profile", description.profile());
            json.put("light", description.light().label());
            json.put("score_map", description.score().map().label());
            json.put("threshold", description.threshold().value());
            json.put("threshold_reason", description.threshold().reason());
            if (!description.zones().isEmpty()) {
                ArrayNode zones = json.putArray("zones");
                description.zones().forEach(zone -> zones.add(zone.name()));
            }
            ObjectNode steps = json.putObject("steps");
            description.provenance().steps().forEach(steps::put);
            console.print(json);
            return;
        }
        console.print("Recipe:    " + stored.directory());
        console.print("Digest:    " + digest);
        if (description.light() == Light.CHANGING) {
            console.print("Light:     may change: every part is judged as if it were as bright as all others");
        }
        console.print("Verdicts:  from the " + description.score().map().label() + " map");
        if (description.zones().isEmpty()) {
            console.print("Steps:     " + description.provenance().steps());
        }
        description
                .zones()
                .forEach(zone -> console.print("Zone:      " + zone.name() + ", " + zone.seen() + ", "
                        + zone.recipe().digest()));
        console.print(String.format(
                Locale.ROOT, "Threshold: %.5g", description.threshold().value()));
        console.print("           " + description.threshold().reason());
    }
}
