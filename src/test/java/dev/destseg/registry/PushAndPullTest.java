package dev.destseg.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Programs;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.Blob;
import dev.destseg.recipe.ModelPack;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeAdmission;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.recipe.SignatureManifest;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryAccess;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.oci.Repository;
import dev.destseg.registry.transfer.Gate;
import dev.destseg.registry.transfer.RecipePull;
import dev.destseg.registry.transfer.RecipePush;
import dev.destseg.registry.transfer.SignatureExchange;
import dev.destseg.registry.trust.SignedClaims;
import dev.destseg.registry.trust.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes to a real registry and back. */
class PushAndPullTest extends RegistryTest {
    @TempDir
    private Path folder;

    private StoredRecipe recipe;
    private RecipeStore store;
    private Repository repository;

    @BeforeEach
    void make() {
        recipe = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("recipe"));
        store = RecipeStore.open(folder.resolve("store"));
        repository = registry.repository("recipes/tiny" + System.nanoTime());
    }

    private RecipePush.Result push(StoredRecipe pushed, String tag) {
        return new RecipePush(registry.client(), bytes -> {}).push(pushed, List.of(), new Reference(repository, tag));
    }

    private StoredRecipe pull(RegistryClient client, String target) {
        return new RecipePull(client, store, folder.resolve("incoming"), Gate.open(), bytes -> {})
                .pull(new Reference(repository, target))
                .recipe();
    }

    @Test
    void aRecipeHasTheSameDigestInTheRegistryAsInTheStore() {
        push(recipe, "1.0");
        RegistryClient.Manifest manifest = registry.client().manifest(new Reference(repository, "1.0"));
        assertEquals(recipe.recipe().digest(), manifest.digest());

        StoredRecipe pulled = pull(registry.client(), "1.0");

        assertEquals(recipe.recipe(), pulled.recipe());
        assertArrayEquals(recipe.bytes(Recipe.MODEL), pulled.bytes(Recipe.MODEL));
        assertTrue(store.has(recipe.recipe().digest()));
        assertEquals(List.of("1.0"), registry.client().tags(repository));
        assertEquals(pulled, pull(registry.client(), recipe.recipe().digest().toString()));
    }

    @Test
    void whatTheRegistryHasIsNotSentAgain() {
        RecipePush.Result first = push(recipe, "1.0");
        assertEquals(0, first.known());
        assertEquals(RecipePush.size(recipe.recipe()), first.bytes());
        StoredRecipe other = TinyRecipe.withThreshold(0.6).writeTo(folder.resolve("other"));

        RecipePush.Result second = push(other, "1.1");

        assertEquals(2, second.sent(), "recipe.json and the configuration");
        assertEquals(recipe.recipe().files().size(), second.known());
        assertEquals(0, push(other, "again").sent());
    }

    @Test
    void whatTheStoreHasIsNotFetchedAgain() {
        push(recipe, "1.0");
        pull(registry.client(), "1.0");
        push(TinyRecipe.withThreshold(0.6).writeTo(folder.resolve("other")), "1.1");
        AtomicLong received = new AtomicLong();

        new RecipePull(registry.client(), store, folder.resolve("incoming"), Gate.open(), received::addAndGet)
                .pull(new Reference(repository, "1.1"));

        assertEquals(0, received.get());
        assertEquals(2, store.list().recipes().size());
    }

    @Test
    void aDownloadGoesOnWhereItWasCutOff() throws Exception {
        push(recipe, "1.0");
        byte[] model = recipe.bytes(Recipe.MODEL);
        Blob blob = ModelPack.layers(recipe.recipe()).get(Recipe.MODEL);
        Path target = folder.resolve("blob");
        Files.write(folder.resolve(".blob.partial"), Arrays.copyOf(model, 100));
        try (CountingProxy proxy = CountingProxy.before(registry)) {
            new RegistryClient(proxy.access())
                    .download(new Repository(proxy.host(), repository.name()), blob, target, bytes -> {});
            assertArrayEquals(model, Files.readAllBytes(target));
            assertTrue(proxy.requests().get(0).contains("Range: bytes=100-"), proxy.requests()::toString);
            assertFalse(Files.exists(folder.resolve(".blob.partial")));
        }
    }

    @Test
    void anUnchangedTagCostsOneRequestAndLessThanTwoKilobytes() throws Exception {
        push(recipe, "1.0");
        try (CountingProxy proxy = CountingProxy.before(registry)) {
            RegistryClient client = new RegistryClient(proxy.access());
            Reference tag = new Reference(new Repository(proxy.host(), repository.name()), "1.0");
            String etag = client.manifest(tag).etag().orElseThrow();
            proxy.reset();

            assertEquals(Optional.empty(), client.manifestUnless(tag, etag));

            assertEquals(1, proxy.requests().size());
            assertTrue(proxy.bytes() < 2048, proxy.bytes() + " bytes");
        }
    }

    @Test
    void aRecipeThatIsSignedOftenStaysReadable() {
        push(recipe, "1.0");
        Blob artifact = Blob.of(ModelPack.MANIFEST_TYPE, recipe.recipe().manifest());
        SigningKey.create(SigningKey.Kind.ECDSA, folder.resolve("plant.key"), folder.resolve("plant.pub"));
        SigningKey key = SigningKey.read(folder.resolve("plant.key"));
        SignatureExchange exchange = new SignatureExchange(registry.client(), repository);
        List<Signature> most = Stream.generate(
                        () -> key.sign(repository.toString(), artifact.digest(), SignedClaims.NONE))
                .limit(SignatureManifest.MOST)
                .toList();
        exchange.attach(artifact, most);

        RegistryRefusedException refusal = assertThrows(
                RegistryRefusedException.class,
                () -> exchange.attach(
                        artifact, List.of(key.sign(repository.toString(), artifact.digest(), SignedClaims.NONE))));

        assertEquals(Refusal.TOO_LARGE, refusal.why());
        assertTrue(refusal.getMessage().contains("push it without a key"), refusal.getMessage());
        assertEquals(recipe.recipe(), pull(registry.client(), "1.0").recipe());
        assertEquals(SignatureManifest.MOST, exchange.fetch(artifact.digest()).size());
    }

    @Test
    void refusesWhoeverTheRegistryDoesNotKnow() {
        RegistryAccess stranger = new RegistryAccess(
                true,
                Optional.of(new RegistryAccess.Credentials("stranger", "guess")),
                Optional.of(registry.certificate()),
                Optional.empty(),
                0,
                registry.access().patience(),
                registry.access().redirects());
        RegistryRefusedException refusal =
                assertThrows(RegistryRefusedException.class, () -> new RegistryClient(stranger)
                        .manifest(new Reference(repository, "1.0")));
        assertEquals(Refusal.NOT_ALLOWED, refusal.why());
    }

    @Test
    void refusesARegistryWhoseCertificateNobodyVouchesFor() {
        RegistryAccess access = new RegistryAccess(
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                registry.access().patience(),
                registry.access().redirects());
        UnreachableException refusal = assertThrows(UnreachableException.class, () -> new RegistryClient(access)
                .manifest(new Reference(repository, "1.0")));
        assertTrue(refusal.getMessage().contains("certificate"), refusal.getMessage());
    }

    @Test
    void refusesWhatIsNotThere() {
        RegistryRefusedException refusal =
                assertThrows(RegistryRefusedException.class, () -> pull(registry.client(), "none"));
        assertEquals(Refusal.NOT_FOUND, refusal.why());
        assertEquals(List.of(), registry.client().tags(repository));
    }

    /** Another client of the same protocol: oras reads what we push, and we read what it copies. */
    @Test
    void orasListsPullsAndCopiesIt() throws Exception {
        Path oras = Programs.wish("oras");
        push(recipe, "1.0");
        JsonNode manifest = new ObjectMapper().readTree(oras(oras, "manifest", "fetch", repository + ":1.0"));
        assertEquals(ModelPack.ARTIFACT_TYPE, manifest.get("artifactType").asText());
        assertEquals("1.0", oras(oras, "repo", "tags", repository.toString()).strip());

        Path pulled = folder.resolve("by-oras");
        oras(oras, "pull", repository + ":1.0", "--output", pulled.toString());
        assertEquals(Sha256.of(recipe.path(Recipe.MODEL)), Sha256.of(pulled.resolve(Recipe.MODEL)));
        assertEquals(recipe.recipe(), store.add(pulled).recipe());

        Path layout = folder.resolve("layout");
        oras(oras, "cp", repository + ":1.0", "--to-oci-layout", layout + ":1.0");
        Path tar = folder.resolve("layout.tar");
        run("tar", "-C", layout.toString(), "-cf", tar.toString(), ".");
        RecipeStore elsewhere = RecipeStore.open(folder.resolve("elsewhere"));
        assertEquals(
                recipe.recipe(),
                elsewhere
                        .importFrom(Files.newInputStream(tar), "layout.tar", RecipeAdmission.EVERY)
                        .recipe());
    }

    private static String oras(Path oras, String... arguments) throws Exception {
        Stream<String> access = Stream.of(
                "--ca-file", registry.certificate().toString(), "-u", RealRegistry.USER, "-p", RealRegistry.PASSWORD);
        if (arguments[0].equals("cp")) {
            access = Stream.of(
                    "--from-ca-file",
                    registry.certificate().toString(),
                    "--from-username",
                    RealRegistry.USER,
                    "--from-password",
                    RealRegistry.PASSWORD);
        }
        return run(Stream.of(Stream.of(oras.toString()), Stream.of(arguments), access)
                .flatMap(each -> each)
                .toArray(String[]::new));
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + said);
        return said;
    }
}
