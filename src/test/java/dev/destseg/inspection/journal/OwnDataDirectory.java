package dev.destseg.inspection.journal;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An application with a journal, that keeps its data where nothing was before. */
public final class OwnDataDirectory implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path build = Files.createDirectories(Path.of("target").toAbsolutePath());
            Path directory = Files.createTempDirectory(build, "data").resolve("own");
            return Map.of("destseg.data-directory", directory.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
