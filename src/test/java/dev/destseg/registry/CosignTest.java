package dev.destseg.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Programs;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.Blob;
import dev.destseg.recipe.ModelPack;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Signature;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.Repository;
import dev.destseg.registry.transfer.Gate;
import dev.destseg.registry.transfer.RecipePull;
import dev.destseg.registry.transfer.RecipePush;
import dev.destseg.registry.transfer.SignatureExchange;
import dev.destseg.registry.trust.SignedClaims;
import dev.destseg.registry.trust.SigningKey;
import dev.destseg.registry.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cosign signs, the box verifies, and the other way round; against the real one. */
class CosignTest {
    @TempDir
    private Path folder;

    private Path cosign;
    private RealRegistry registry;
    private Repository repository;
    private StoredRecipe recipe;

    @BeforeEach
    void start() throws Exception {
        cosign = Programs.wish("cosign");
        registry = RealRegistry.start(folder.resolve("registry"));
        repository = registry.repository("recipes/tiny");
        recipe = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("recipe"));
        new RecipePush(registry.client(), bytes -> {}).push(recipe, List.of(), new Reference(repository, "1.0"));
        SigningKey.create(SigningKey.Kind.ECDSA, folder.resolve("plant.key"), folder.resolve("plant.pub"));
        run(true, "login", registry.host(), "-u", RealRegistry.USER, "-p", RealRegistry.PASSWORD);
    }

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    private String named() {
        return repository + "@" + recipe.recipe().digest();
    }

    private TrustPolicy policy(String key) throws IOException {
        Path file = folder.resolve("policy.json");
        Files.writeString(
                file,
                "{\"schema_version\":1,\"keys\":[{\"name\":\"plant\",\"file\":\"" + key + "\"}],\"products\":[{"
                        + "\"product\":\"tiny\",\"repositories\":[\"recipes/tiny\"],\"signers\":[\"plant\"]}]}");
        return TrustPolicy.read(file);
    }

    private RecipePull.Pulled pull(TrustPolicy policy) {
        RecipeStore store = RecipeStore.open(folder.resolve("store"));
        return new RecipePull(
                        registry.client(),
                        store,
                        folder.resolve("incoming"),
                        Gate.of(policy, Clock.systemUTC()),
                        bytes -> {})
                .pull(new Reference(repository, "1.0"));
    }

    @Test
    void theBoxVerifiesWhatCosignSigned() throws Exception {
        run(true, "generate-key-pair", "--output-key-prefix", "quality");
        run(true, "sign", "--tlog-upload=false", "--key", "quality.key", "--yes", named());

        assertEquals(List.of("plant"), pull(policy("quality.pub")).admission().signers());
    }

    @Test
    void cosignVerifiesWhatTheBoxSigned() throws Exception {
        Blob artifact = Blob.of(ModelPack.MANIFEST_TYPE, recipe.recipe().manifest());
        Signature signature = SigningKey.read(folder.resolve("plant.key"))
                .sign(repository.toString(), artifact.digest(), SignedClaims.NONE);
        new SignatureExchange(registry.client(), repository).attach(artifact, List.of(signature));

        String said = run(true, "verify", "--insecure-ignore-tlog=true", "--key", "plant.pub", named());
        assertTrue(said.contains(recipe.recipe().digest().toString()), said);
        run(true, "generate-key-pair", "--output-key-prefix", "stranger");
        run(false, "verify", "--insecure-ignore-tlog=true", "--key", "stranger.pub", named());
    }

    @Test
    void cosignSignsWithAKeyThatWasMadeHereBesideASignatureOfOurs() throws Exception {
        run(true, "import-key-pair", "--key", "plant.key", "--output-key-prefix", "imported");
        Blob artifact = Blob.of(ModelPack.MANIFEST_TYPE, recipe.recipe().manifest());
        SigningKey.create(SigningKey.Kind.ED25519, folder.resolve("edward.key"), folder.resolve("edward.pub"));
        Signature ours = SigningKey.read(folder.resolve("edward.key"))
                .sign(repository.toString(), artifact.digest(), SignedClaims.NONE);
        SignatureExchange exchange = new SignatureExchange(registry.client(), repository);
        exchange.attach(artifact, List.of(ours));
        run(true, "verify", "--insecure-ignore-tlog=true", "--key", "edward.pub", named());

        run(true, "sign", "--tlog-upload=false", "--key", "imported.key", "--yes", named());

        assertEquals(2, exchange.fetch(artifact.digest()).size());
        assertEquals(List.of("plant"), pull(policy("plant.pub")).admission().signers());
        assertEquals(List.of("plant"), pull(policy("edward.pub")).admission().signers());
    }

    private String run(boolean succeeds, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(cosign.toString()));
        command.addAll(List.of(arguments));
        Path said = folder.resolve("cosign.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment()
                .putAll(Map.of(
                        "COSIGN_PASSWORD",
                        "",
                        "HOME",
                        folder.toString(),
                        "DOCKER_CONFIG",
                        folder.resolve("docker").toString(),
                        "SSL_CERT_FILE",
                        registry.certificate().toString()));
        int code = builder.start().waitFor();
        String text = Files.readString(said);
        if (succeeds) {
            assertEquals(0, code, text);
        } else {
            assertNotEquals(0, code, text);
        }
        return text;
    }
}
