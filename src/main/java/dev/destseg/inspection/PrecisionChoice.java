package dev.destseg.inspection;

import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.machine.Processor;
import dev.destseg.recipe.Int8Model;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.util.Optional;

/**
 * Loads a recipe's networks with floats or with bytes.
 *
 * @param threads that one run may use, at least 1
 * @param judged of the golden set, to know whether a model that computes with bytes judges rightly here
 */
record PrecisionChoice(StoredRecipe stored, InferenceRuntime runtime, int threads, GoldenShare judged) {
    /**
     * @return closed by the caller
     * @throws InputException as {@link RecipeEngine#open(StoredRecipe, InferenceRuntime, int, Precision)}
     */
    RecipeEngine open(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> openFloat(Optional.empty());
            case INT8 -> openInt8();
            case AUTO -> openFastest();
        };
    }

    private RecipeEngine openFastest() {
        if (stored.recipe().description().int8().isEmpty() || !runtime.gainsFromBytes()) {
            return openFloat(Optional.empty());
        }
        if (!Processor.here().addsProductsOfBytes()) {
            return openFloat(Optional.of(
                    "The recipe's INT8 model is not used: this processor does not add products of bytes exactly"));
        }
        try {
            return openInt8();
        } catch (InputException e) {
            return openFloat(Optional.of("The recipe's INT8 model is not used: " + e.getMessage()));
        }
    }

    private RecipeEngine openFloat(Optional<String> note) {
        Engine engine = runtime.load(
                new RecipeModel(stored, Recipe.MODEL), threads, new GoldenAcceptance(stored, ParityGate.DEFAULT));
        return RecipeEngine.opened(stored, engine, Precision.FLOAT32, ParityGate.DEFAULT, note);
    }

    private RecipeEngine openInt8() {
        Int8Model int8 = stored.recipe()
                .description()
                .int8()
                .orElseThrow(() -> new InputException("The recipe " + stored.directory()
                        + " has no INT8 model; make one with 'destseg quantize', or judge with precision float32"));
        ParityGate gate = new ParityGate(int8.scoreTolerance(), int8.mapTolerance());
        RecipeModel model = new RecipeModel(stored, Recipe.INT8_MODEL);
        // CUDA is for floats: bytes stay on the processor, for whom they were asked.
        Engine engine = runtime.gainsFromBytes()
                ? runtime.load(model, threads, new GoldenAcceptance(stored, gate, Precision.INT8))
                : runtime.load(model, threads);
        RecipeEngine opened = RecipeEngine.opened(stored, engine, Precision.INT8, gate, Optional.empty());
        try {
            ParityReport report = gate.check(stored, judged.of(GoldenSet.of(stored)), opened);
            if (report.agrees()) {
                return opened;
            }
            throw new InputException("With its INT8 model this box does not judge as the recipe "
                    + stored.recipe().digest() + " expects: " + String.join("; ", report.disagreements())
                    + ". Judge with precision float32, or quantise the recipe on this box");
        } catch (InputException e) {
            opened.close();
            throw e;
        }
    }
}
