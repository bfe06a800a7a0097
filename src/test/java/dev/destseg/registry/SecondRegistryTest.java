package dev.destseg.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.destseg.FreePort;
import dev.destseg.Programs;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.registry.channel.Channel;
import dev.destseg.registry.channel.ChannelPush;
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
import dev.destseg.registry.trust.TrustPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry of crane, where it is installed: written apart from docker-registry, and it lists referrers by itself. */
class SecondRegistryTest {
    @TempDir
    private Path folder;

    private @Nullable Process process;
    private RegistryClient client;
    private Repository repository;
    private TrustPolicy policy;

    @BeforeEach
    void start() throws Exception {
        Path crane = Programs.wish("crane");
        int port = FreePort.find();
        process = new ProcessBuilder(crane.toString(), "registry", "serve", "--address", "127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        await(port);
        client = new RegistryClient(new RegistryAccess(
                false, Optional.empty(), Optional.empty(), Optional.empty(), 0, Duration.ofSeconds(10), Set.of()));
        repository = new Repository("127.0.0.1:" + port, "recipes/tiny");
        for (String name : List.of("plant", "stranger")) {
            SigningKey.create(SigningKey.Kind.ECDSA, folder.resolve(name + ".key"), folder.resolve(name + ".pub"));
        }
        Files.writeString(
                folder.resolve("policy.json"),
                """
                {"schema_version": 1, "keys": [{"name": "plant", "file": "plant.pub"}],
                 "products": [{"product": "tiny", "repositories": ["recipes/tiny"], "signers": ["plant"]}]}
                """);
        policy = TrustPolicy.read(folder.resolve("policy.json"));
    }

    private void await(int port) throws Exception {
        for (int i = 0; i < 1500; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
        throw new IOException("crane did not start: " + Files.readString(folder.resolve("log.txt")));
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private StoredRecipe pushSignedBy(String key, double threshold, String tag) {
        StoredRecipe recipe = TinyRecipe.withThreshold(threshold).writeTo(folder.resolve("recipe" + tag));
        new RecipePush(client, bytes -> {})
                .push(
                        recipe,
                        List.of(key(key).sign(
                                        repository.toString(), recipe.recipe().digest(), SignedClaims.NONE)),
                        new Reference(repository, tag));
        return recipe;
    }

    private SigningKey key(String name) {
        return SigningKey.read(folder.resolve(name + ".key"));
    }

    @Test
    void takesRecipesWithTheirSignaturesAndGivesThemBack() {
        StoredRecipe recipe = pushSignedBy("plant", 0.5, "1.0");
        RecipeStore store = RecipeStore.open(folder.resolve("store"));
        RecipePull pull = new RecipePull(
                client, store, folder.resolve("incoming"), Gate.of(policy, Clock.systemUTC()), bytes -> {});

        RecipePull.Pulled pulled = pull.pull(new Reference(repository, "1.0"));

        assertEquals(recipe.recipe(), pulled.recipe().recipe());
        assertArrayEquals(recipe.bytes(Recipe.MODEL), pulled.recipe().bytes(Recipe.MODEL));
        assertEquals(List.of("plant"), pulled.admission().signers());
        pushSignedBy("stranger", 0.6, "1.1");
        assertEquals(
                Refusal.UNTRUSTED,
                assertThrows(RegistryRefusedException.class, () -> pull.pull(new Reference(repository, "1.1")))
                        .why());
    }

    @Test
    void keepsSignaturesBesideThoseThatAreThere() {
        StoredRecipe recipe = pushSignedBy("plant", 0.5, "1.0");
        pushSignedBy("stranger", 0.5, "again");
        assertEquals(
                2,
                new SignatureExchange(client, repository)
                        .fetch(recipe.recipe().digest())
                        .size());
    }

    @Test
    void keepsTheStateOfAChannel() {
        StoredRecipe recipe = pushSignedBy("plant", 0.5, "1.0");
        Channel channel = new Channel(
                "tiny",
                "stable",
                1,
                recipe.recipe().digest(),
                "1.0",
                100,
                "spring",
                false,
                Optional.empty(),
                Set.of(),
                Instant.EPOCH);
        Reference tag = new Reference(repository, "stable");

        new ChannelPush(client).put(tag, channel, key("plant"));

        assertEquals(Optional.of(channel), new ChannelPush(client).find(tag));
    }
}
