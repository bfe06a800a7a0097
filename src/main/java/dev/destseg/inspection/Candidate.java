package dev.destseg.inspection;

import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageStatistics;
import dev.destseg.image.Seen;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;

/**
 * A recipe that was found fit to judge and does so for nobody but its owner: in one thread, and without taking turns with
 * the recipes that are active. Closing frees the native memory. Used by one thread.
 */
public final class Candidate implements AutoCloseable {
    private final RecipeLoader.Loaded loaded;
    private final ImageReader reader;

    Candidate(RecipeLoader.Loaded loaded, ImageReader reader) {
        this.loaded = loaded;
        this.reader = reader;
    }

    public StoredRecipe stored() {
        return loaded.stored();
    }

    /**
     * What would be said of a part. That a camera sends the same frame again is not looked for.
     *
     * @param bytes of an image file
     */
    public Inspection judge(byte[] bytes) {
        Inspector inspector = loaded.inspector();
        try {
            Image image = reader.read(bytes, "of this inspection");
            Seen prepared = inspector.preprocessing().apply(image);
            return loaded.checks()
                    .problem(image.width(), image.height(), prepared.image(), ImageStatistics.of(prepared.image()))
                    .map(inspector::cannotJudge)
                    .orElseGet(() -> inspector.inspect(image, System.nanoTime(), prepared, () -> {}));
        } catch (InputException unusable) {
            return inspector.cannotJudge(unusable.getMessage());
        }
    }

    @Override
    public void close() {
        loaded.inspector().close();
    }
}
