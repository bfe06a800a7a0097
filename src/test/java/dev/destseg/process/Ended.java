package dev.destseg.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/**
 * A command of the packaged application that came to its end.
 *
 * @param said on standard error
 */
record Ended(int exitCode, String said) {
    /** @param folder where its data are */
    static Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
        return runWith("", folder, arguments);
    }

    /** @param java more options of the Java machine, each after a space */
    static Ended runWith(String java, Path folder, String... arguments) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", ".txt");
        Process process = Serving.launcher(java, folder, List.of(arguments))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(said.toFile())
                .start();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            Assertions.fail("It has not ended, and said " + Files.readString(said));
        }
        return new Ended(process.exitValue(), Files.readString(said));
    }
}
