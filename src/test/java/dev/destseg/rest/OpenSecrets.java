package dev.destseg.rest;

import dev.destseg.Served;
import dev.destseg.registry.RealRegistry;
import dev.destseg.registry.trust.SigningKey;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/** A box with a registry whose password everybody on the box may read; nothing listens there. */
public final class OpenSecrets implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> all = new HashMap<>(new Served().getConfigOverrides());
        try {
            Path folder = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), "open");
            Path credentials = RealRegistry.credentials(folder.resolve("credentials"));
            Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-r--r--"));
            SigningKey.create(SigningKey.Kind.ED25519, folder.resolve("box.key"), folder.resolve("box.pub"));
            all.put("destseg.registry.host", "127.0.0.1:9");
            all.put("destseg.registry.credentials", credentials.toString());
            all.put("destseg.registry.policy", "edge-config/trust-policy.json");
            all.put("destseg.registry.key", folder.resolve("box.key").toString());
            all.put("destseg.registry.candidates", "candidates/box");
            all.put("destseg.registry.snapshots", "snapshots/box");
            all.put("destseg.registry.channels.flange.repository", "recipes/flange");
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
