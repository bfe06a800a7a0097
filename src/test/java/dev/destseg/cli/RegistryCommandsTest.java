package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Pictures;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.registry.PlantRecipes;
import dev.destseg.registry.RealRegistry;
import dev.destseg.registry.fleet.Fleet;
import dev.destseg.registry.fleet.StationReport;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.snapshot.SnapshotPush;
import dev.destseg.registry.trust.SignedClaims;
import dev.destseg.registry.trust.SigningKey;
import dev.destseg.training.datasets.DatasetName;
import dev.destseg.training.datasets.Datasets;
import dev.destseg.training.datasets.Label;
import dev.destseg.training.datasets.LabelledDataset;
import dev.destseg.training.datasets.Room;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about registries, keys and channels, against a real registry. */
class RegistryCommandsTest {
    @TempDir
    private Path folder;

    private RealRegistry registry;
    private String credentials;
    private String policy;

    @BeforeEach
    void start() throws Exception {
        registry = RealRegistry.start(folder.resolve("registry"));
        credentials = RealRegistry.credentials(folder.resolve("credentials")).toString();
        for (String key : new String[] {"plant", "stranger"}) {
            Ran made = Ran.destseg("key", "create", folder.resolve(key).toString(), "--kind", "ed25519");
            assertEquals(ExitCode.DONE, made.exitCode(), made::notes);
        }
        policy = Files.writeString(
                        folder.resolve("policy.json"),
                        "{\"schema_version\":1,\"keys\":[{\"name\":\"plant\",\"file\":\"plant.pub\"}],\"products\":[{"
                                + "\"product\":\"tiny\",\"repositories\":[\"recipes/tiny\"],\"signers\":[\"plant\"]}],"
                                + "\"reports\":[{\"repositories\":[\"fleet/reports\"],\"signers\":[\"plant\"]}],\"snapshots\":[{\"repositories\":[\"snapshots/press-4\"],\"signers\":[\"plant\"]}]}")
                .toString();
    }

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    private String reference(String tag) {
        return registry.host() + "/recipes/tiny:" + tag;
    }

    private Ran run(String... arguments) {
        return Ran.destseg(Stream.concat(
                        Stream.of(arguments),
                        Stream.of(
                                "--credentials",
                                credentials,
                                "--ca",
                                registry.certificate().toString()))
                .toArray(String[]::new));
    }

    private Ran done(String... arguments) {
        Ran ran = run(arguments);
        assertEquals(ExitCode.DONE, ran.exitCode(), ran::notes);
        return ran;
    }

    private String key(String name) {
        return folder.resolve(name + ".key").toString();
    }

    private String data(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void aRecipeIsPushedSignedVerifiedPulledAndTagged() {
        StoredRecipe recipe = PlantRecipes.write(folder.resolve("tiny.recipe"), "1.1", 0.5);
        String digest = recipe.recipe().digest().toString();

        assertEquals(
                digest,
                done("recipe", "push", recipe.directory().toString(), reference("1.1"), "--data", data("here"))
                        .output());
        Ran unsigned = run("recipe", "verify", reference("1.1"), "--policy", policy, "--data", data("there"));
        assertEquals(ExitCode.NEGATIVE, unsigned.exitCode(), unsigned::notes);
        assertTrue(unsigned.output().contains("is not signed"), unsigned::output);
        Ran refused = run("recipe", "pull", reference("1.1"), "--policy", policy, "--data", data("there"));
        assertEquals(ExitCode.BAD_INPUT, refused.exitCode());

        done("recipe", "sign", reference("1.1"), "--key", key("plant"), "--data", data("here"));
        Ran verified = done("recipe", "verify", reference("1.1"), "--policy", policy, "--data", data("there"));
        assertEquals("Admitted: signed by plant", verified.output());
        assertEquals(
                digest,
                done("recipe", "pull", reference("1.1"), "--policy", policy, "--data", data("there"))
                        .output());
        done("recipe", "tag", reference("1.1"), "approved");
        Ran listed = done("recipe", "list", registry.host() + "/recipes/tiny", "--data", data("there"));
        assertEquals(reference("1.1") + "\n" + reference("approved"), listed.output());
        Ran inspected = done("recipe", "inspect", reference("approved"), "--data", data("there"));
        assertTrue(inspected.output().contains("Digest:     " + digest), inspected::output);
        assertTrue(inspected.output().contains("Signatures: 1"), inspected::output);
    }

    @Test
    void aStickCarriesTheSignatureAndIsVerified() {
        StoredRecipe recipe = PlantRecipes.write(folder.resolve("tiny.recipe"), "1.1", 0.5);
        String digest = recipe.recipe().digest().toString();
        String stick = folder.resolve("stick.tar").toString();
        Ran.destseg("recipe", "import", recipe.directory().toString(), "--data", data("here"));
        Ran.destseg("recipe", "export", digest, "--out", stick, "--data", data("here"));
        Ran unsigned = Ran.destseg("recipe", "import", stick, "--policy", policy, "--data", data("there"));
        assertEquals(ExitCode.BAD_INPUT, unsigned.exitCode());
        assertTrue(unsigned.notes().contains("is not signed"), unsigned::notes);
        assertEquals("", Ran.destseg("recipe", "list", "--data", data("there")).output());

        Ran.destseg("recipe", "sign", digest, "--key", key("plant"), "--data", data("here"));
        String signed = folder.resolve("signed.tar").toString();
        Ran.destseg("recipe", "export", digest, "--out", signed, "--data", data("here"));
        Ran imported = Ran.destseg("recipe", "import", signed, "--policy", policy, "--data", data("there"));
        assertEquals(ExitCode.DONE, imported.exitCode(), imported::notes);
        assertEquals(
                "Admitted: signed by plant",
                Ran.destseg("recipe", "verify", digest, "--policy", policy, "--data", data("there"))
                        .output());
    }

    @Test
    void aChannelIsSetAndShownAndCountsItsStates() {
        StoredRecipe recipe = PlantRecipes.write(folder.resolve("tiny.recipe"), "1.1", 0.5);
        done(
                "recipe",
                "push",
                recipe.directory().toString(),
                reference("1.1"),
                "--key",
                key("plant"),
                "--data",
                data("d"));
        String repository = registry.host() + "/recipes/tiny";
        String[] set = {
            "channel", "set", repository, "stable", "--recipe", "1.1", "--key", key("plant"), "--data", data("d")
        };
        done(set);
        Ran halted = done(
                Stream.concat(Stream.of(set), Stream.of("--percentage", "0")).toArray(String[]::new));
        assertTrue(halted.output().contains("number 2"), halted::output);
        Ran shown = done("channel", "show", repository, "stable");
        assertTrue(shown.output().contains("on 0 % of the boxes"), shown::output);
        Ran none = run("channel", "show", repository, "candidate");
        assertEquals(ExitCode.BAD_INPUT, none.exitCode());
    }

    @Test
    void imagesOfABoxAreListedAndPulledIntoAFolder() {
        Datasets datasets = Datasets.open(folder.resolve("datasets"), Room.ENOUGH, Clock.systemUTC());
        LabelledDataset flange = datasets.create(new DatasetName("flange"));
        flange.add(Pictures.png(1, 16), Label.GOOD, Optional.empty(), "upload");
        Reference tag = new Reference(registry.repository("snapshots/press-4"), "press-4-1");
        new SnapshotPush(registry.client(), 1 << 20)
                .push(datasets.freeze(flange), datasets::file, tag, artifact -> SigningKey.read(Path.of(key("plant")))
                        .sign(tag.repository().toString(), artifact, SignedClaims.NONE));

        assertEquals(
                tag.toString(),
                done("snapshot", "list", tag.repository().toString()).output());
        Ran unsaid = run("snapshot", "pull", tag.toString(), data("unsaid"));
        assertEquals(ExitCode.BAD_INPUT, unsaid.exitCode());
        assertTrue(unsaid.notes().contains("--accept-unsigned"), unsaid::notes);
        Ran pulled = done("snapshot", "pull", tag.toString(), data("flange"), "--policy", policy);
        assertEquals(data("flange"), pulled.output());
        assertTrue(pulled.notes().contains("1 good and 0 defective images of flange, signed by plant"), pulled::notes);
        assertTrue(Files.isDirectory(folder.resolve("flange/train/good")));
    }

    @Test
    void anEmptyFleetIsListed() {
        assertEquals(
                "",
                done("fleet", registry.host() + "/fleet/reports", "--policy", policy)
                        .output());
        Ran withoutPolicy = run("fleet", registry.host() + "/fleet/reports");
        assertEquals(ExitCode.BAD_INPUT, withoutPolicy.exitCode());
    }

    @Test
    void aFleetShowsWhoIsSilentCannotJudgeWarnsOrDrifts() {
        Fleet fleet = new Fleet(registry.client(), registry.repository("fleet/reports"));
        SigningKey box = SigningKey.read(Path.of(key("plant")));
        String recipe = "sha256:" + "6b".repeat(32);
        fleet.report(report("plant", Instant.now(), true, List.of(), recipe, List.of()), box);
        String repository = fleet.repository().toString();
        Ran well = done("fleet", repository, "--policy", policy);
        assertTrue(well.output().matches("(?s)plant: seen 2.*, version 1.0, ready\n.*"), well::output);
        assertTrue(well.output().endsWith("  tiny: " + recipe + ", it judges, 100 parts, 3 rejected"), well::output);

        fleet.report(report("plant", Instant.now().minusSeconds(7200), true, List.of(), recipe, List.of()), box);
        assertNotWell("plant: SILENT, last seen 2", repository);
        done("fleet", repository, "--policy", policy, "--silent-after", "3h");
        fleet.report(report("plant", Instant.now(), false, List.of(), "", List.of()), box);
        assertNotWell(", CANNOT JUDGE\n  tiny: no recipe", repository);
        fleet.report(report("plant", Instant.now(), true, List.of("disk", "trust"), recipe, List.of()), box);
        assertNotWell(", ready, WARNS OF: disk, trust\n", repository);
        fleet.report(report("plant", Instant.now(), true, List.of(), recipe, List.of("brightness")), box);
        assertNotWell(", DRIFTS: brightness", repository);
        assertTrue(run("fleet", repository, "--policy", policy, "--json")
                .output()
                .contains("\"health\":{\"ready\":true,\"warnings\":[]}"));
        fleet.report(
                report("plant", Instant.now(), true, List.of(), recipe, List.of()),
                SigningKey.read(Path.of(key("stranger"))));
        assertNotWell("NOT VERIFIED", repository);
    }

    private static StationReport report(
            String station, Instant time, boolean ready, List<String> warnings, String recipe, List<String> drifts) {
        return new StationReport(
                station,
                time,
                "1.0",
                Optional.of(new StationReport.Health(ready, warnings)),
                List.of(new StationReport.Product("tiny", recipe, "it judges", drifts, 100, 3)));
    }

    private void assertNotWell(String words, String repository) {
        Ran listed = run("fleet", repository, "--policy", policy);
        assertEquals(ExitCode.NEGATIVE, listed.exitCode(), listed::output);
        assertTrue(listed.output().contains(words), listed::output);
    }

    @Test
    void refusesToTakeAnythingOnNobodysWordUnlessThatIsSaid() {
        Ran pulled = run("recipe", "pull", reference("1.1"), "--data", data("there"));
        assertEquals(ExitCode.BAD_INPUT, pulled.exitCode());
        assertTrue(pulled.notes().contains("--accept-unsigned"), pulled::notes);
        Ran noKey = run("recipe", "sign", reference("1.1"), "--key", credentials, "--data", data("there"));
        assertTrue(noKey.notes().contains("is none that can be used"), noKey::notes);
    }

    @Test
    void secretsThatOthersMayReadAreNotUsed() throws Exception {
        Files.setPosixFilePermissions(Path.of(key("plant")), PosixFilePermissions.fromString("rw-r--r--"));
        Ran sign = run("recipe", "sign", reference("1.1"), "--key", key("plant"), "--data", data("here"));
        assertEquals(ExitCode.BAD_INPUT, sign.exitCode());
        assertTrue(sign.notes().contains("do 'chmod 600 " + key("plant")), sign::notes);
        Files.setPosixFilePermissions(Path.of(credentials), PosixFilePermissions.fromString("rw-rw----"));
        Ran listed = run("recipe", "list", registry.host() + "/recipes/tiny", "--data", data("here"));
        assertEquals(ExitCode.BAD_INPUT, listed.exitCode());
        assertTrue(listed.notes().contains("do 'chmod 600 " + credentials), listed::notes);
    }

    @Test
    void aPolicyThatEverybodyMayChangeIsNobodysWord() throws Exception {
        Files.setPosixFilePermissions(Path.of(policy), PosixFilePermissions.fromString("rw-rw-rw-"));
        Ran refused = run("recipe", "pull", reference("1.1"), "--policy", policy, "--data", data("there"));
        assertEquals(ExitCode.BAD_INPUT, refused.exitCode());
        assertTrue(refused.notes().contains("may be changed by everybody"), refused::notes);
    }
}
