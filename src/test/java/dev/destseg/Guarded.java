package dev.destseg;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The application with its HTTP server, on a free port, with data of its own, in which tests make tokens. */
public final class Guarded implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(new Served().getConfigOverrides());
        overrides.put("destseg.data-directory", directory().toString());
        return overrides;
    }

    private static Path directory() {
        try {
            Path build = Files.createDirectories(Path.of("target").toAbsolutePath());
            return Files.createTempDirectory(build, "guarded");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
