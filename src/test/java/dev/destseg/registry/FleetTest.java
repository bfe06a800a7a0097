package dev.destseg.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.registry.fleet.Fleet;
import dev.destseg.registry.fleet.StationReport;
import dev.destseg.registry.oci.AnnotatedManifest;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.trust.SigningKey;
import dev.destseg.registry.trust.TrustPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of boxes in a real registry, and whose are believed. */
class FleetTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    private Path folder;

    private SigningKey key(String name) {
        SigningKey.create(SigningKey.Kind.ECDSA, folder.resolve(name + ".key"), folder.resolve(name + ".pub"));
        return SigningKey.read(folder.resolve(name + ".key"));
    }

    private static StationReport report(String station, String recipe) {
        return new StationReport(
                station,
                NOW,
                "0.1.0",
                Optional.of(new StationReport.Health(true, List.of("disk"))),
                List.of(new StationReport.Product("flange", recipe, "it judges", List.of("brightness"), 100, 3)));
    }

    @Test
    void listsEachBoxByItsLastReportAndBelievesOnlyItsOwnKey() throws Exception {
        try (RealRegistry registry = RealRegistry.start(folder.resolve("registry"))) {
            Fleet fleet = new Fleet(registry.client(), registry.repository("fleet/reports"));
            SigningKey first = key("press-1");
            SigningKey second = key("press-2");
            SigningKey stranger = key("stranger");
            TrustPolicy policy = policy();
            assertEquals(List.of(), fleet.list(policy, NOW));
            fleet.report(report("press-1", "sha256:old"), first);
            fleet.report(report("press-1", "sha256:new"), first);
            fleet.report(report("press-2", "sha256:new"), first);
            fleet.report(report("press-3", "sha256:new"), stranger);
            AnnotatedManifest.put(
                    registry.client(),
                    new Reference(fleet.repository(), "press-4"),
                    AnnotatedManifest.encode("x/y", Map.of()));

            List<Fleet.Member> members = fleet.list(policy, NOW);

            assertEquals(
                    List.of("press-1", "press-2", "press-3", "press-4"),
                    members.stream().map(Fleet.Member::station).toList());
            assertTrue(members.get(0).verified(), members.get(0).words());
            assertEquals(
                    report("press-1", "sha256:new"), members.get(0).report().orElseThrow());
            assertFalse(members.get(1).verified());
            assertTrue(
                    members.get(1).words().contains("not by a key named as the station"),
                    members.get(1).words());
            assertFalse(members.get(2).verified());
            assertTrue(
                    members.get(2).words().contains("no key that the policy names"),
                    members.get(2).words());
            assertTrue(members.get(3).report().isEmpty());
            fleet.report(report("press-2", "sha256:new"), second);
            assertTrue(fleet.list(policy, NOW).get(1).verified());
        }
    }

    private TrustPolicy policy() throws Exception {
        Path file = folder.resolve("policy.json");
        Files.writeString(
                file,
                """
                {"schema_version": 1, "products": [],
                 "keys": [{"name": "press-1", "file": "press-1.pub"}, {"name": "press-2", "file": "press-2.pub"}],
                 "reports": [{"repositories": ["fleet/reports"], "signers": ["press-1", "press-2"]}]}
                """);
        return TrustPolicy.read(file);
    }
}
