package dev.destseg.training.runs;

import dev.destseg.inspection.TinyRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A program that takes the commands of a run as the real one does, for tests of what goes on around learning: it learns in no
 * time or, when it is given steps, not before it is started a second time, as after an interruption.
 */
public final class QuickLearning {
    private QuickLearning() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> given = Arrays.asList(arguments);
        switch (given.get(0)) {
            case "train" -> train(Path.of(given.get(given.indexOf("--out") + 1)), given.contains("--steps"));
            case "compare" -> System.out.println("{\"better\": true, \"reason\": \"It was quick\"}");
            default -> throw new IllegalArgumentException(given.get(0));
        }
    }

    private static void train(Path out, boolean slowly) throws IOException, InterruptedException {
        Path begun = out.resolveSibling(out.getFileName() + ".training");
        if (slowly && !Files.exists(begun)) {
            Files.createDirectory(begun);
            System.err.println("{\"phase\": \"denoising\", \"done\": 1, \"all\": 400, \"loss\": 2.5}");
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
            System.exit(70);
        }
        TinyRecipe.withThreshold(0.5).writeTo(out);
    }
}
