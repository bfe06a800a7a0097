package dev.destseg.cli;

import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.products.Products;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.training.instant.DemoLearning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The product that an appliance without any recipe learns by itself, while it listens already.
 *
 * @param directory where its images are kept
 * @param version of this software
 */
record Demo(Console console, Products products, Path directory, String version) {
    private static final String WHO = "appliance";

    /** An image to try, if the demo was ever drawn. */
    Optional<Path> image() {
        return Optional.of(DemoLearning.defective(directory)).filter(Files::isRegularFile);
    }

    /** @param learned run when the demo can be judged */
    void learnInBackground(Runnable learned) {
        products.announce(DemoLearning.PRODUCT, "No recipe yet: it is being learned, which takes about a minute");
        Thread thread = new Thread(() -> learn(learned), "demo-learning");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private void learn(Runnable learned) {
        try (TrainingDisplay display = new TrainingDisplay(console)) {
            StoredRecipe recipe = new DemoLearning(directory, new OnnxRuntime(), version).run(display);
            products.add(recipe, WHO);
            products.activate(DemoLearning.PRODUCT, recipe.recipe().digest(), WHO);
        } catch (RuntimeException | OutOfMemoryError e) {
            products.announce(DemoLearning.PRODUCT, "It could not be learned: " + e.getMessage());
            console.say("The demo could not be learned: " + e);
            return;
        }
        learned.run();
    }
}
