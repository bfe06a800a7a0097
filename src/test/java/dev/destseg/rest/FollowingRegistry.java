package dev.destseg.rest;

import dev.destseg.Served;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.RealRegistry;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.snapshot.SnapshotPull;
import dev.destseg.registry.sync.Plant;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;

/** As {@link Served}, following the channel of a real registry; without the program for it, following none. */
public final class FollowingRegistry implements QuarkusTestProfile {
    private static Optional<RealRegistry> registry = Optional.empty();
    private static Optional<Plant> plant = Optional.empty();

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> all = new HashMap<>(new Served().getConfigOverrides());
        try {
            Path folder = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), "following");
            all.put("destseg.data-directory", folder.resolve("data").toString());
            if (plant.isEmpty()) {
                registry = Optional.of(RealRegistry.start(folder.resolve("registry")));
                plant = Optional.of(new Plant(registry.get(), folder.resolve("plant")));
            }
            all.putAll(follow(folder));
        } catch (TestAbortedException withoutProgram) {
            return all;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return all;
    }

    private static Map<String, String> follow(Path folder) throws Exception {
        Path credentials = RealRegistry.credentials(folder.resolve("credentials"));
        plant().policy();
        Map<String, String> all = new HashMap<>(Map.of(
                "destseg.registry.host", registry.orElseThrow().host(),
                "destseg.registry.credentials", credentials.toString(),
                "destseg.registry.authorities",
                        registry.orElseThrow().certificate().toString(),
                "destseg.registry.policy", plant().policyFile().toString(),
                "destseg.registry.station", "press-4",
                "destseg.registry.key", plant().keyFile("press-4").toString(),
                "destseg.registry.reports", "fleet/reports",
                "destseg.registry.channels.tiny.repository",
                        plant().tag().repository().name()));
        all.put("destseg.registry.candidates", "candidates/press-4");
        all.put("destseg.registry.snapshots", "snapshots/press-4");
        return all;
    }

    static Plant plant() {
        return plant.orElseThrow();
    }

    static RealRegistry registry() {
        return registry.orElseThrow();
    }

    static Sha256 digest(String reference) {
        return registry.orElseThrow()
                .client()
                .manifest(Reference.parse(reference))
                .digest();
    }

    /** Who has signed the snapshot of images, of those whose snapshots the plant takes. */
    static List<String> signers(String reference) {
        return new SnapshotPull(
                        registry.orElseThrow().client(),
                        SnapshotPull.Gate.of(plant().policy(), Clock.systemUTC()),
                        Long.MAX_VALUE,
                        0)
                .admit(Reference.parse(reference))
                .admission()
                .signers();
    }

    static void requireStarted() {
        Assumptions.assumeTrue(plant.isPresent(), "Not run: docker-registry is not installed");
    }

    static void stop() {
        registry.ifPresent(RealRegistry::close);
    }
}
