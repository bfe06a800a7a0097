package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Http;
import dev.destseg.Pictures;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.seal.BoxKey;
import dev.destseg.registry.RealRegistry;
import dev.destseg.registry.sync.Plant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box whose recipes lie sealed on its disk, and come from a real registry; packaged, killed, without the registry, and without its key. */
class SealedIT {
    private static final String PRODUCT = "tiny";

    @TempDir
    private Path folder;

    private RealRegistry registry;
    private Plant plant;
    private Path key;
    private Path configuration;

    @BeforeEach
    void install() throws Exception {
        registry = RealRegistry.start(folder.resolve("registry"));
        plant = new Plant(registry, folder.resolve("plant"));
        plant.policy();
        key = folder.resolve("box.key");
        BoxKey.create(key);
        Path credentials = RealRegistry.credentials(folder.resolve("credentials"));
        configuration = Files.writeString(
                folder.resolve("box.yaml"),
                """
                destseg:
                  recipes:
                    box-key: %s
                  registry:
                    host: %s
                    credentials: %s
                    authorities: %s
                    policy: %s
                    channels:
                      tiny:
                        repository: %s
                """
                        .formatted(
                                key,
                                registry.host(),
                                credentials,
                                registry.certificate(),
                                plant.policyFile(),
                                plant.tag().repository().name()));
    }

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    private Serving serve() throws IOException {
        return Serving.start(folder, "--no-demo", "--config", configuration.toString());
    }

    private static JsonNode judged(Http http) throws Exception {
        Http.Answer answer =
                http.post("/api/v1/inspections?product=" + PRODUCT, Pictures.png(200, 16), "Content-Type", "image/png");
        assertEquals(200, answer.status(), answer::text);
        return answer.json();
    }

    private static JsonNode check(Http http, String name) throws Exception {
        for (JsonNode check : http.get("/q/health/group/wellness").json().get("checks")) {
            if (check.get("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("There is no check " + name);
    }

    @Test
    void aSealedRecipeOfTheRegistryJudgesThroughAKillWithoutTheRegistryAndIsNamedWhenItsKeyIsLost() throws Exception {
        Sha256 recipe = plant.publish("1.0", 0.5);
        plant.set(recipe, "1.0", 100, false);
        double score;
        try (Serving serving = serve()) {
            Http http = serving.http();
            JsonNode synchronised =
                    http.post("/api/v1/registry/sync", new byte[0]).json();
            assertEquals("[]", synchronised.get("problems").toString(), synchronised::toString);
            JsonNode first = judged(http);
            assertEquals(recipe.toString(), first.at("/recipe/digest").asText(), first::toString);
            score = first.get("score").asDouble();
            JsonNode seals = check(http, "recipes");
            assertEquals(1, seals.at("/data/sealed").asInt(), seals::toString);
            assertEquals(0, seals.at("/data/open").asInt(), seals::toString);
            serving.kill();
        }
        assertNothingLiesOpen();
        registry.kill();
        try (Serving serving = serve()) {
            assertEquals(score, judged(serving.http()).get("score").asDouble());
            serving.kill();
        }
        Files.move(key, folder.resolve("aside.key"));
        try (Serving serving = serve()) {
            Http http = serving.http();
            assertEquals("DOWN", check(http, "recipes").get("status").asText());
            String products = http.get("/api/v1/products").text();
            assertTrue(products.contains(key.toString()), products);
            assertEquals(200, http.get("/q/health/live").status());
            assertEquals(503, http.get("/q/health/ready").status(), "it cannot judge");
        }
    }

    /** Neither of the model, nor of what was fetched on the way to it. */
    private void assertNothingLiesOpen() throws IOException {
        byte[] model =
                TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("plain")).bytes(Recipe.MODEL);
        String begin = new String(model, 0, 40, StandardCharsets.ISO_8859_1);
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(begin),
                        file::toString);
            }
        }
    }
}
