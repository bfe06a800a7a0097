package dev.destseg.inspection;

import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageStatistics;
import dev.destseg.image.Seen;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inspection.checks.ImageCheck;
import dev.destseg.inspection.checks.ImageChecks;
import dev.destseg.recipe.RecipeRefusedException;
import dev.destseg.recipe.RecipeRefusedException.Cause;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

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

    /**
     * Loads a recipe that need not be active anywhere.
     *
     * @param threads that one inspection may use, at least 1
     * @return the candidate; the caller closes it
     * @throws dev.destseg.tensor.InputException when it cannot judge, or judges its golden set otherwise than it must
     */
    public static Candidate open(StoredRecipe stored, InferenceRuntime runtime, int threads, Precision precision) {
        GoldenSet golden = GoldenSet.of(stored);
        Set<ImageCheck> wanted = EnumSet.allOf(ImageCheck.class);
        Inspector inspector = Inspector.open(stored, runtime, threads, precision, wanted);
        try {
            ParityReport parity = inspector.parity(stored);
            if (!parity.agrees()) {
                throw new RecipeRefusedException(Cause.NO_PARITY, parity.sentence());
            }
            ImageChecks checks = ImageChecks.of(
                    stored.recipe().description(), inspector.preprocessing().view(), golden.images(), wanted);
            return new Candidate(new RecipeLoader.Loaded(stored, inspector, golden, checks, parity), new ImageReader());
        } catch (RuntimeException e) {
            inspector.close();
            throw e;
        }
    }

    /** Why it does not compute as it might; empty when there is nothing to tell. */
    public Optional<String> note() {
        return loaded.inspector().note();
    }

    /** What it computes with: float32 or int8. */
    public Precision precision() {
        return loaded.inspector().precision();
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
