package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.FreePort;
import dev.destseg.Http;
import dev.destseg.Http.Answer;
import dev.destseg.Pictures;
import dev.destseg.Programs;
import dev.destseg.access.Role;
import dev.destseg.access.TokenStore;
import dev.destseg.inspection.TinyRecipe;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container image, made by its script and unpacked, run as a container would run it: its files and nothing else. */
class ImageIT {
    private static final Duration START = Duration.ofMinutes(1);
    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    @Test
    void theApplianceInTheImageJudgesWithNothingOfThisMachine() throws Exception {
        Path unshare = Programs.require("unshare");
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "Not run: only root may look at an image from within");
        Assumptions.assumeTrue(
                Files.exists(Path.of("target/quarkus-app/quarkus-run.jar")) || "true".equals(System.getenv("CI")),
                "Not run: there is no build; ./mvnw package");
        Assumptions.assumeTrue(
                new ProcessBuilder(unshare.toString(), "-m", "true").start().waitFor() == 0,
                "Not run: this system lets nobody mount what a container is given");
        Path archive = folder.resolve("image.tar");
        run(List.of("scripts/image", "--out", archive.toString()));
        Path image = Files.createDirectory(folder.resolve("image"));
        JsonNode config = unpack(archive, image).get("config");
        assertEquals("10001:10001", config.get("User").asText());
        assertFalse(Files.exists(image.resolve("bin/sh")), "there is no shell in it");

        Path data = image.resolve("var/lib/destseg");
        TinyRecipe.withThreshold(0.5).writeTo(data.resolve("tiny"));
        String token = new TokenStore(data)
                .create(Role.OPERATOR, Optional.empty(), Optional.empty(), Instant.now())
                .secret()
                .text();
        run(List.of(
                "chown",
                "-R",
                "10001:10001",
                data.resolve("tiny").toString(),
                data.resolve("tokens.json").toString()));
        int port = FreePort.find();
        // What every container is given beside its image.
        Files.createDirectory(image.resolve("dev"));
        Files.createDirectory(image.resolve("proc"));
        List<String> command = new ArrayList<>(List.of(
                unshare.toString(),
                "-m",
                "sh",
                "-c",
                "mount --rbind /dev \"$0/dev\" && mount -t proc proc \"$0/proc\""
                        + " && exec chroot --userspec=10001:10001 \"$0\" \"$@\"",
                image.toString()));
        config.get("Entrypoint").forEach(word -> command.add(word.asText()));
        config.get("Cmd").forEach(word -> command.add(word.asText()));
        command.addAll(List.of("--recipe", "/var/lib/destseg/tiny", "--port", Integer.toString(port)));
        Process process = start(command, config);
        try {
            judge(new Http(URI.create("http://127.0.0.1:" + port)), token, process);
            process.destroy();
            assertTrue(process.waitFor(1, TimeUnit.MINUTES));
            int code = process.exitValue();
            assertTrue(code == 0 || code == TERMINATED, "exit code " + code);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(List<String> command, JsonNode config) throws IOException {
        ProcessBuilder starting = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile());
        starting.environment().clear();
        config.get("Env").forEach(variable -> {
            String[] parts = variable.asText().split("=", 2);
            starting.environment().put(parts[0], parts[1]);
        });
        return starting.start();
    }

    private void judge(Http http, String token, Process process) throws Exception {
        long end = System.nanoTime() + START.toNanos();
        while (status(http) != 200) {
            assertTrue(process.isAlive() && System.nanoTime() < end, () -> "It has not started: " + read("said.txt"));
            Thread.sleep(50);
        }
        Answer answer = http.post(
                "/api/v1/inspections",
                Pictures.png(255, 16),
                "Content-Type",
                "image/png",
                "Authorization",
                "Bearer " + token);
        assertEquals("DEFECT", answer.json().path("verdict").asText(), answer::text);
    }

    private static int status(Http http) throws InterruptedException {
        try {
            return http.get("/q/health/ready").status();
        } catch (IOException notYet) {
            return 0;
        }
    }

    /** @return the description of the image */
    private JsonNode unpack(Path archive, Path image) throws Exception {
        Path parts = Files.createDirectory(folder.resolve("parts"));
        run(List.of("tar", "-xf", archive.toString(), "-C", parts.toString()));
        JsonNode manifest = new ObjectMapper()
                .readTree(parts.resolve("manifest.json").toFile())
                .get(0);
        for (JsonNode layer : manifest.get("Layers")) {
            run(List.of("tar", "-xzf", parts.resolve(layer.asText()).toString(), "-C", image.toString()));
        }
        return new ObjectMapper()
                .readTree(parts.resolve(manifest.get("Config").asText()).toFile());
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder starting = new ProcessBuilder(command).redirectErrorStream(true);
        starting.environment().put("DESTSEG_BUILD", "never");
        Process process = starting.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
