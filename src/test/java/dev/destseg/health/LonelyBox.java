package dev.destseg.health;

import dev.destseg.Guarded;
import dev.destseg.Served;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The application with a watched folder, with a registry and with a broker where nothing listens. */
public final class LonelyBox implements QuarkusTestProfile {
    static final String FOLDER = "destseg.line.folders.camera.directory";

    static final String OUTPUT = "destseg.outputs.line.url";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(new Served().getConfigOverrides());
        overrides.putAll(new Guarded().getConfigOverrides());
        overrides.put(FOLDER, folder().toString());
        overrides.put("destseg.line.folders.camera.interval", "100ms");
        overrides.put("destseg.registry.host", "127.0.0.1:9");
        overrides.put("destseg.registry.plain-http", "true");
        overrides.put("destseg.registry.policy", "edge-config/trust-policy.json");
        overrides.put("destseg.registry.channels.flange.repository", "recipes/flange");
        overrides.put("destseg.registry.channels.flange.channel", "stable");
        overrides.put(OUTPUT, "mqtt://127.0.0.1:9");
        return overrides;
    }

    private static Path folder() {
        try {
            Path build = Files.createDirectories(Path.of("target").toAbsolutePath());
            return Files.createTempDirectory(build, "watched");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
