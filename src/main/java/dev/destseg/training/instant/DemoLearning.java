package dev.destseg.training.instant;

import dev.destseg.dataset.demo.DemoCounts;
import dev.destseg.dataset.demo.DemoData;
import dev.destseg.dataset.demo.DemoDefect;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.ImageWriter;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.training.StoredTeacher;
import dev.destseg.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Draws the demo's flange and remembers what good ones look like, in one thread and about a minute. */
public final class DemoLearning {
    /** The product's name. */
    public static final String PRODUCT = "demo";

    private static final DemoProduct DRAWN = DemoProduct.FLANGE;
    private static final DemoCounts COUNTS = new DemoCounts(60, 4, 2);
    private static final long SEED = 1;

    private final Path directory;
    private final InstantSettings settings;
    private final InferenceRuntime runtime;
    private final String toolVersion;

    /** @param directory for images and recipe; made when absent, what is there of both is replaced */
    public DemoLearning(Path directory, InferenceRuntime runtime, String toolVersion) {
        this(directory, InstantSettings.standard(), runtime, toolVersion);
    }

    DemoLearning(Path directory, InstantSettings settings, InferenceRuntime runtime, String toolVersion) {
        this.directory = directory;
        this.settings = settings;
        this.runtime = runtime;
        this.toolVersion = toolVersion;
    }

    /** An image of a part with a scratch, once the demo has been drawn. */
    public static Path defective(Path directory) {
        return directory.resolve(DRAWN.directory()).resolve("test/" + DemoDefect.SCRATCH.directory() + "/000.png");
    }

    /** @throws UncheckedIOException when the disk fails or is full */
    public StoredRecipe run(TrainingListener listener) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The demo cannot be kept in " + directory, e);
        }
        draw(listener);
        InstantRequest request = new InstantRequest(
                PRODUCT,
                directory.resolve(DRAWN.directory()),
                Optional.empty(),
                Optional.empty(),
                directory.resolve(PRODUCT + ".recipe"),
                settings,
                StoredTeacher.embedded(),
                1,
                Optional.empty(),
                true,
                toolVersion);
        return new InstantTraining(request, runtime, listener, Clock.systemUTC()).run();
    }

    private void draw(TrainingListener listener) {
        int all = COUNTS.train()
                + COUNTS.testGood()
                + COUNTS.perKind() * DRAWN.defects().size();
        int[] drawn = {0};
        new DemoData(COUNTS, SEED)
                .write(
                        DRAWN,
                        (name, image) -> {
                            ImageWriter.write(directory.resolve(name), ImageWriter.png(image));
                            listener.advanced("Drawing", ++drawn[0], all);
                        },
                        (name, mask) -> ImageWriter.write(directory.resolve(name), ImageWriter.png(mask)));
    }
}
