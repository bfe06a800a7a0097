package dev.destseg.training.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that takes the commands of a run as the real one does, for tests of what goes on around learning: it learns in no
 * time, for what it learns was made before, or, when it is given steps, not before it is started a second time, as after an
 * interruption.
 */
public final class QuickLearning {
    private static final String LEARNED = "test.learned";

    private QuickLearning() {}

    /** @param learned the recipe that it comes to */
    static OwnProgram program(Path learned) {
        List<String> start = new ArrayList<>(Box.program(QuickLearning.class).start());
        start.add(0, "-D" + LEARNED + "=" + learned.toAbsolutePath());
        return new OwnProgram(start);
    }

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
        copy(Path.of(System.getProperty(LEARNED)), out);
    }

    /** Whole or not at all. */
    private static void copy(Path learned, Path out) throws IOException {
        Path partial = Files.createTempDirectory(out.getParent(), "partial");
        try (Stream<Path> files = Files.walk(learned)) {
            for (Path file : files.toList()) {
                Files.copy(file, partial.resolve(learned.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(partial, out, StandardCopyOption.ATOMIC_MOVE);
    }
}
