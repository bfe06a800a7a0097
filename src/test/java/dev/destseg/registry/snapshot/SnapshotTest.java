package dev.destseg.registry.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Pictures;
import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.DatasetReader;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Mask;
import dev.destseg.recipe.Blob;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.ModelPack;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.RegistryTest;
import dev.destseg.registry.UnreachableException;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.Repository;
import dev.destseg.registry.trust.SignedClaims;
import dev.destseg.registry.trust.SigningKey;
import dev.destseg.registry.trust.TrustPolicy;
import dev.destseg.tensor.InputException;
import dev.destseg.training.datasets.DatasetName;
import dev.destseg.training.datasets.Datasets;
import dev.destseg.training.datasets.Label;
import dev.destseg.training.datasets.LabelledDataset;
import dev.destseg.training.datasets.Room;
import dev.destseg.training.datasets.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Images of a box, through a real registry, into a folder that training reads; one broken snapshot for each refusal. */
class SnapshotTest extends RegistryTest {
    private static final long ENOUGH = 1 << 20;
    private static final int GOOD = 6;

    /** Other images in every test, for registries share what they have between repositories. */
    private static int size = 16;

    @TempDir
    private Path folder;

    private Datasets datasets;
    private LabelledDataset dataset;
    private Repository repository;
    private SigningKey key;
    private SigningKey stranger;
    private TrustPolicy policy;

    @BeforeEach
    void make() throws IOException {
        size++;
        datasets = Datasets.open(folder.resolve("datasets"), Room.ENOUGH, Clock.systemUTC());
        dataset = datasets.create(new DatasetName("flange"));
        IntStream.range(0, GOOD).forEach(this::addGood);
        byte[] mask = ImageWriter.png(new Mask(size, size, new byte[size * size]));
        dataset.add(Pictures.png(200, size), Label.DEFECTIVE, Optional.of(mask), "inspection 7");
        repository = registry.repository("snapshots/box" + size);
        key = key("press-4");
        stranger = key("stranger");
        Files.writeString(
                folder.resolve("policy.json"),
                """
                {"schema_version": 1, "products": [],
                 "keys": [{"name": "press-4", "file": "press-4.pub"}, {"name": "other", "file": "stranger.pub"}],
                 "reports": [{"repositories": ["%1$s"], "signers": ["other"]}],
                 "snapshots": [{"repositories": ["%1$s"], "signers": ["press-4"]}]}
                """
                        .formatted(repository.name()));
        policy = TrustPolicy.read(folder.resolve("policy.json"));
    }

    private void addGood(int grey) {
        dataset.add(Pictures.png(grey, size), Label.GOOD, Optional.empty(), "upload");
    }

    private SigningKey key(String name) {
        SigningKey.create(SigningKey.Kind.ED25519, folder.resolve(name + ".key"), folder.resolve(name + ".pub"));
        return SigningKey.read(folder.resolve(name + ".key"));
    }

    private Reference tag(String name) {
        return new Reference(repository, name);
    }

    private Signature sign(SigningKey by, Sha256 artifact) {
        return by.sign(repository.toString(), artifact, SignedClaims.NONE);
    }

    private SnapshotPush.Result push(Snapshot snapshot, String name, SigningKey by) {
        return new SnapshotPush(registry.client(), ENOUGH)
                .push(snapshot, datasets::file, tag(name), artifact -> sign(by, artifact));
    }

    private Path pull(String name, SnapshotPull.Gate gate, long mostBytes, long leastFreeBytes) {
        Path target = folder.resolve("pulled");
        SnapshotPull pull = new SnapshotPull(registry.client(), gate, mostBytes, leastFreeBytes);
        pull.fetch(pull.admit(tag(name)), target, bytes -> {});
        return target;
    }

    private Path pull(String name) {
        return pull(name, SnapshotPull.Gate.of(policy, Clock.systemUTC()), ENOUGH, 0);
    }

    private void refuses(Refusal why, String words, Executable attempt) {
        RegistryRefusedException refusal = assertThrows(RegistryRefusedException.class, attempt);
        assertEquals(why, refusal.why(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
        assertFalse(Files.exists(folder.resolve("pulled")));
    }

    /** Every file by its path, with its digest. */
    private static Map<String, Sha256> contents(Path root) throws IOException {
        Map<String, Sha256> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), Sha256.of(file));
            }
        }
        return contents;
    }

    private static Path blob(Sha256 digest) {
        return registry.data()
                .resolve("docker/registry/v2/blobs/sha256")
                .resolve(digest.hex().substring(0, 2))
                .resolve(digest.hex())
                .resolve("data");
    }

    @Test
    void whatIsPulledIsTheFolderThatTheBoxItselfLearnsFrom() throws IOException {
        Snapshot snapshot = datasets.freeze(dataset);
        SnapshotPush.Result first = push(snapshot, "first", key);
        assertEquals(snapshot.files().size(), first.sent());
        assertEquals(GOOD + 2, first.sent(), "images and a mask");

        Path pulled = pull("first");

        datasets.layOut(snapshot, true, folder.resolve("own"));
        assertEquals(contents(folder.resolve("own")), contents(pulled));
        Dataset read = new DatasetReader(problem -> {}).read(pulled);
        assertEquals(GOOD + 1, read.train().size() + read.test().size());
        assertFalse(Files.exists(folder.resolve(".pulled.images")));
    }

    @Test
    void itIsToldHowFarItHasComeBeforeTheFirstFileAndAfterEach() {
        List<SnapshotPush.State> states = new ArrayList<>();
        Snapshot snapshot = datasets.freeze(dataset);

        new SnapshotPush(registry.client(), ENOUGH, states::add)
                .push(snapshot, datasets::file, tag("told"), artifact -> sign(key, artifact));

        int files = snapshot.files().size();
        assertEquals(
                IntStream.rangeClosed(0, files).boxed().toList(),
                states.stream().map(SnapshotPush.State::files).toList());
        SnapshotPush.State last = states.get(files);
        assertEquals(new SnapshotPush.State(files, files, last.allBytes(), last.allBytes()), last);
        assertEquals(0, states.get(0).bytes());
    }

    @Test
    void imagesThatTheRegistryHasAreNotSentAgain() {
        SnapshotPush.Result first = push(datasets.freeze(dataset), "first", key);
        addGood(100);

        SnapshotPush.Result second = push(datasets.freeze(dataset), "second", key);

        assertEquals(1, second.sent());
        assertEquals(first.sent(), second.known());
        assertEquals(0, push(datasets.freeze(dataset), "again", key).sent());
    }

    @Test
    void theArtifactFollowsFromTheSnapshotAndNamesItByTheDigestThatTheBoxKnows() {
        Snapshot snapshot = datasets.freeze(dataset);
        Sha256 artifact = push(snapshot, "first", key).manifest();

        assertEquals(artifact, push(snapshot, "second", key).manifest());
        byte[] manifest = registry.client().manifest(tag("first")).bytes();
        assertEquals(snapshot.digest(), SnapshotManifest.configOf(manifest).digest());
    }

    @Test
    void anInterruptedPullShowsNothingAndGoesOn() throws IOException {
        Snapshot snapshot = datasets.freeze(dataset);
        push(snapshot, "first", key);
        Path image = blob(snapshot.files().last());
        byte[] good = Files.readAllBytes(image);
        Files.write(image, Arrays.copyOf(good, good.length / 2));
        assertThrows(UnreachableException.class, () -> pull("first"));
        assertFalse(Files.exists(folder.resolve("pulled")));
        assertEquals(
                snapshot.files().size(),
                contents(folder.resolve(".pulled.images")).size());
        Files.write(image, good);
        // What is here already is not asked for again: it is gone from the registry.
        Files.delete(blob(snapshot.files().first()));

        assertEquals(GOOD + 2, contents(pull("first")).size());
    }

    @Test
    void refusesWhatNoKeyThatCountsForSnapshotsHasSigned() {
        Snapshot snapshot = datasets.freeze(dataset);
        push(snapshot, "first", stranger);
        refuses(Refusal.UNTRUSTED, "[press-4] must have signed", () -> pull("first"));
        assertTrue(Files.exists(pull("first", SnapshotPull.Gate.open(), ENOUGH, 0)));
    }

    @Test
    void refusesWhatNobodyHasSigned() {
        put(manifest(datasets.freeze(dataset)));
        refuses(Refusal.UNSIGNED, "is not signed", () -> pull("forged"));
    }

    @Test
    void refusesAnImageThatWasTamperedWith() throws IOException {
        Snapshot snapshot = datasets.freeze(dataset);
        push(snapshot, "first", key);
        Path image = blob(snapshot.files().first());
        byte[] tampered = Files.readAllBytes(image);
        tampered[tampered.length / 2] ^= 1;
        Files.write(image, tampered);
        refuses(Refusal.WRONG_DIGEST, "has another digest", () -> pull("first"));
    }

    @Test
    void refusesMoreThanMayBeFetchedOrThanTheDiskHasRoomFor() {
        push(datasets.freeze(dataset), "first", key);
        SnapshotPull.Gate gate = SnapshotPull.Gate.of(policy, Clock.systemUTC());
        refuses(Refusal.TOO_LARGE, "at most 100 are fetched", () -> pull("first", gate, 100, 0));
        refuses(Refusal.NO_SPACE, "too little room", () -> pull("first", gate, ENOUGH, Long.MAX_VALUE / 2));
    }

    @Test
    void sendsNothingOfASnapshotThatIsTooLarge() {
        Snapshot snapshot = datasets.freeze(dataset);
        refuses(Refusal.TOO_LARGE, "Make a dataset of fewer images", () -> new SnapshotPush(registry.client(), 100)
                .push(snapshot, datasets::file, tag("first"), artifact -> sign(key, artifact)));
        assertEquals(List.of(), registry.client().tags(repository));
        assertFalse(Files.exists(blob(snapshot.files().first())));
    }

    @Test
    void doesNotOverwriteAFolder() throws IOException {
        push(datasets.freeze(dataset), "first", key);
        Path mine =
                Files.createFile(Files.createDirectory(folder.resolve("pulled")).resolve("mine"));
        InputException refusal = assertThrows(InputException.class, () -> pull("first"));
        assertTrue(refusal.getMessage().contains("give a folder that does not exist yet"), refusal.getMessage());
        assertTrue(Files.exists(mine));
    }

    private SnapshotManifest manifest(Snapshot snapshot) {
        return new SnapshotManifest(
                snapshot,
                new TreeMap<>(
                        snapshot.files().stream().collect(Collectors.toMap(file -> file, file -> datasets.file(file)
                                .toFile()
                                .length()))));
    }

    /** As somebody may who can write to the registry, without a signature. */
    private void put(SnapshotManifest manifest) {
        manifest.sizes().keySet().forEach(file -> registry.client()
                .upload(repository, manifest.layer(file), Content.of(datasets.file(file))));
        put(manifest.snapshot().bytes(), new String(manifest.encode(), StandardCharsets.UTF_8));
    }

    private void put(byte[] config, String manifest) {
        registry.client().upload(repository, Blob.of("application/json", config), Content.of(config));
        byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
        registry.client().putManifest(tag("forged"), ModelPack.MANIFEST_TYPE, bytes);
    }

    /** With words of the snapshot replaced, and the manifest made to fit. */
    private void refusesForged(String words, String from, String to) {
        SnapshotManifest sound = manifest(datasets.freeze(dataset));
        push(sound.snapshot(), "first", key);
        String config = new String(sound.snapshot().bytes(), StandardCharsets.UTF_8);
        String forged = config.replaceFirst(from, to);
        assertFalse(forged.equals(config), "nothing was forged");
        byte[] bytes = forged.getBytes(StandardCharsets.UTF_8);
        String manifest = new String(sound.encode(), StandardCharsets.UTF_8)
                .replace(sound.config().digest().toString(), Sha256.of(bytes).toString())
                .replace("\"size\":" + config.length() + "}", "\"size\":" + bytes.length + "}");
        put(bytes, manifest);
        refuses(Refusal.MALFORMED, words, () -> pull("forged", SnapshotPull.Gate.open(), ENOUGH, 0));
    }

    @Test
    void refusesAPathThatLeadsOutOfTheFolder() {
        refusesForged("extension must be three letters", "\"extension\":\"png\"", "\"extension\":\"/../../x\"");
    }

    @Test
    void refusesANameOfADatasetThatIsAPath() {
        refusesForged("A dataset's name", "\"flange\"", "\"../flange\"");
    }

    @Test
    void refusesALabelThatThereIsNot() {
        refusesForged("No enum constant", "\"label\":\"good\"", "\"label\":\"../../x\"");
    }

    @Test
    void refusesASnapshotThatIsWrittenOtherwiseThanItShouldBe() {
        refusesForged("not written as it should be", "\"images\"", " \"images\"");
    }

    @Test
    void refusesAManifestThatDoesNotFollowFromItsSnapshot() {
        SnapshotManifest sound = manifest(datasets.freeze(dataset));
        push(sound.snapshot(), "first", key);
        String manifest = new String(sound.encode(), StandardCharsets.UTF_8);
        byte[] config = sound.snapshot().bytes();
        put(config, manifest.replaceFirst("octet-stream", "x-tar"));
        refuses(
                Refusal.MALFORMED,
                "not the one that follows",
                () -> pull("forged", SnapshotPull.Gate.open(), ENOUGH, 0));
        put(config, manifest.replace("vnd.destseg.snapshot.v1", "vnd.x"));
        refuses(Refusal.MALFORMED, "it is '", () -> pull("forged", SnapshotPull.Gate.open(), ENOUGH, 0));
    }

    @Test
    void refusesAManifestThatLacksAnImageOfItsSnapshot() {
        SnapshotManifest sound = manifest(datasets.freeze(dataset));
        TreeMap<Sha256, Long> fewer = new TreeMap<>(sound.sizes());
        fewer.remove(fewer.firstKey());
        put(new SnapshotManifest(sound.snapshot(), fewer));
        refuses(
                Refusal.MALFORMED,
                "not the images and masks",
                () -> pull("forged", SnapshotPull.Gate.open(), ENOUGH, 0));
    }

    @Test
    void refusesAManifestOfTooManyImages() {
        Snapshot snapshot = datasets.freeze(dataset);
        TreeMap<Sha256, Long> many = new TreeMap<>();
        for (int i = 0; i <= SnapshotManifest.MOST_FILES; i++) {
            many.put(Sha256.of(new byte[] {(byte) (i >> 8), (byte) i}), 1L);
        }
        byte[] manifest = new SnapshotManifest(snapshot, many).encode();
        assertTrue(manifest.length <= ModelPack.MAX_MANIFEST_BYTES, "as many as are allowed fit into a manifest");
        refuses(Refusal.TOO_LARGE, "at most 5000", () -> SnapshotManifest.decode(manifest, snapshot.bytes()));
    }
}
