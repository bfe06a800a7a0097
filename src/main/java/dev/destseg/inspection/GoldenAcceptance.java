package dev.destseg.inspection;

import dev.destseg.inference.Acceptance;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.Model;
import dev.destseg.onnx.OnnxReader;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.quantization.SymmetricBytes;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.util.Optional;

/**
 * Lets an engine take over that judges a recipe's golden set as the box that made the recipe.
 *
 * @param gate how exactly
 * @param loaded what the networks that run now compute with, floats or bytes; from these, runtimes that gain nothing from bytes may
 *     take over with floats
 */
record GoldenAcceptance(StoredRecipe stored, ParityGate gate, Precision loaded) implements Acceptance {
    /** Of networks with floats. */
    GoldenAcceptance(StoredRecipe stored, ParityGate gate) {
        this(stored, gate, Precision.FLOAT32);
    }

    @Override
    public String subject() {
        RecipeDescription recipe = stored.recipe().description();
        return recipe.name() + " " + recipe.version() + " (" + stored.recipe().digest() + ")";
    }

    @Override
    public Optional<Model> modelFor(InferenceRuntime runtime, Model model) {
        if (loaded != Precision.INT8) {
            return Acceptance.super.modelFor(runtime, model);
        }
        if (runtime.wantsSignedBytes()) {
            return Optional.of(signed(model));
        }
        return Optional.of(runtime.gainsFromBytes() ? model : new RecipeModel(stored, Recipe.MODEL));
    }

    private static Model signed(Model model) {
        return Model.of(OnnxWriter.write(SymmetricBytes.of(OnnxReader.read(model.bytes(), Recipe.INT8_MODEL))));
    }

    @Override
    public void check(Engine engine) {
        RecipeEngine candidate = RecipeEngine.around(stored, engine);
        ParityReport report = gate.check(stored, GoldenSet.of(stored), candidate);
        if (!report.agrees()) {
            throw new InputException(
                    "it judges otherwise than the recipe expects: " + String.join("; ", report.disagreements()));
        }
    }
}
