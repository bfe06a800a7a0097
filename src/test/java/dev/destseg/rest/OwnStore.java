package dev.destseg.rest;

import dev.destseg.Served;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** As {@link Served}, with recipes and a journal where nothing was before, and places for a few clients. */
public final class OwnStore implements QuarkusTestProfile {
    static final int CLIENTS = 6;

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path build = Files.createDirectories(Path.of("target").toAbsolutePath());
            Map<String, String> all = new HashMap<>(new Served().getConfigOverrides());
            all.put(
                    "destseg.data-directory",
                    Files.createTempDirectory(build, "store").toString());
            all.put("destseg.inspection.queue", String.valueOf(CLIENTS));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
