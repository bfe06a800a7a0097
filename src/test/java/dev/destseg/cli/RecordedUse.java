package dev.destseg.cli;

import dev.destseg.inspection.TinyRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import jdk.jfr.Recording;

/**
 * Runs commands that read resources and call natives, and records which: {@code files.jfr} has every file that was read,
 * {@code maps} every library that was loaded. The argument is the folder for all of it.
 */
final class RecordedUse {
    private RecordedUse() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileRead").withoutThreshold();
            recording.start();
            run(folder);
            recording.dump(folder.resolve("files.jfr"));
        }
        Files.copy(Path.of("/proc/self/maps"), folder.resolve("maps"));
    }

    private static void run(Path folder) {
        String data = folder.resolve("data").toString();
        String flange = data + "/flange";
        String recipe = folder.resolve("flange.recipe").toString();
        String tiny = TinyRecipe.withThreshold(0.5)
                .writeTo(folder.resolve("tiny.recipe"))
                .directory()
                .toString();
        Stream.of(
                        Ran.destseg("--version"),
                        Ran.destseg(
                                "demo-data",
                                data,
                                "--product",
                                "flange",
                                "--train",
                                "10",
                                "--good",
                                "2",
                                "--defects",
                                "2"),
                        Ran.destseg("train", flange, "--out", recipe, "--input-size", "64"),
                        Ran.destseg("inspect", tiny, flange + "/test/good"),
                        Ran.destseg(
                                "evaluate",
                                tiny,
                                flange,
                                "--report",
                                folder.resolve("report").toString()))
                .filter(ran -> ran.exitCode() > ExitCode.NEGATIVE)
                .findFirst()
                .ifPresent(failed -> {
                    throw new IllegalStateException(failed.toString());
                });
    }
}
