package dev.destseg;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The reference figures and photographs that lie beside a developer's checkout, not in it. */
public final class Shared {
    private Shared() {}

    /**
     * The path of a file or folder there.
     *
     * <p>Where it is absent the test is skipped, saying so; on continuous integration it fails instead.
     */
    public static Path require(String relative) {
        Path path = Path.of("..", "shared").resolve(relative);
        if (Files.exists(path)) {
            return path;
        }
        String reason = "Not run: " + path + " is absent on this machine";
        if ("true".equals(System.getenv("CI"))) {
            return Assertions.fail(reason);
        }
        System.out.println(reason);
        Assumptions.abort(reason);
        return path;
    }
}
