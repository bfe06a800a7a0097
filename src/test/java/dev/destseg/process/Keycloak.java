package dev.destseg.process;

import dev.destseg.FreePort;
import dev.destseg.Http;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Keycloak on loopback, an identity provider that plants have: a realm with Ada, an engineer, and Eve, who has no role here.
 * Passwords are the names.
 */
final class Keycloak implements AutoCloseable {
    static final String SECRET = "a-secret-of-the-plant-that-is-long-enough";

    private static final Path RELEASES =
            Path.of(System.getProperty("user.home"), ".m2/repository/org/keycloak/keycloak-quarkus-dist");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String REALM =
            """
            {"realm": "plant", "enabled": true,
             "roles": {"realm": [{"name": "engineer"}]},
             "clients": [{"clientId": "destseg", "secret": "%s", "redirectUris": ["http://127.0.0.1:*"]}],
             "users": [
               {"username": "ada", "enabled": true, "email": "ada@plant.example", "firstName": "Ada", "lastName": "L",
                "credentials": [{"type": "password", "value": "ada"}], "realmRoles": ["engineer"]},
               {"username": "eve", "enabled": true, "email": "eve@plant.example", "firstName": "Eve", "lastName": "E",
                "credentials": [{"type": "password", "value": "eve"}]}]}
            """
                    .formatted(SECRET);

    private final Process process;
    private final URI base;

    private Keycloak(Process process, URI base) {
        this.process = process;
        this.base = base;
    }

    /** @param folder where it lives from then on */
    static Keycloak start(Path folder) throws Exception {
        Optional<Path> release = release();
        Assumptions.assumeTrue(
                release.isPresent(), "Not run: there is no Keycloak; scripts/setup-test --peers downloads it");
        unpack(release.get(), folder);
        Path home = folder.resolve(release.get()
                .getFileName()
                .toString()
                .replace("keycloak-quarkus-dist-", "keycloak-")
                .replace(".zip", ""));
        Files.writeString(Files.createDirectories(home.resolve("data/import")).resolve("plant-realm.json"), REALM);
        int port = FreePort.find();
        Process process = new ProcessBuilder(
                        "sh",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keycloak.log").toFile())
                .start();
        Keycloak started = new Keycloak(process, URI.create("http://127.0.0.1:" + port));
        Runtime.getRuntime().addShutdownHook(new Thread(started::close));
        started.waitUntilReady(folder.resolve("keycloak.log"));
        return started;
    }

    private static Optional<Path> release() throws IOException {
        if (!Files.isDirectory(RELEASES)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(RELEASES)) {
            return files.filter(file -> file.toString().endsWith(".zip")).max(Comparator.naturalOrder());
        }
    }

    private static void unpack(Path zip, Path folder) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.copy((InputStream) entries, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private void waitUntilReady(Path log) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!answers()) {
            Assertions.assertTrue(
                    process.isAlive() && Instant.now().isBefore(end),
                    () -> "Keycloak has not started, see " + log.toAbsolutePath());
            Thread.sleep(500);
        }
    }

    private boolean answers() throws Exception {
        try {
            return new Http(base)
                            .get("/realms/plant/.well-known/openid-configuration")
                            .status()
                    == 200;
        } catch (ConnectException notYet) {
            return false;
        }
    }

    /** What the appliance is told of it. */
    URI realm() {
        return base.resolve("/realms/plant");
    }

    /** Ends it as a loss of power would. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
