package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Http;
import dev.destseg.Pictures;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.journal.InspectionFilter;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.SmallJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The appliance as it stands beside the line: started, loaded over HTTP, stopped or killed, started again. */
class ServeIT {
    private static final int CLIENTS = 4;
    private static final int ANSWERS_BEFORE_THE_END = 60;
    /** Of the Java machine that ends by SIGTERM: 128 + 15. */
    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    private final Set<String> acknowledged = new ConcurrentSkipListSet<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();

    @BeforeEach
    void learn() throws IOException {
        Files.createDirectory(temporary());
        TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
    }

    /** The journal says what was accepted. */
    @Test
    void whatWasAcceptedBeforeSigtermIsInTheJournalAndAnswered() throws Exception {
        try (Serving serving = serve()) {
            ExecutorService clients = load(serving.http());
            awaitAnswers();
            serving.terminate();
            int code = serving.waitForEnd();
            end(clients);
            assertTrue(code == 0 || code == TERMINATED, "exit code " + code);
        }
        assertEquals(journaled(), acknowledged);
    }

    @Test
    void everythingAcknowledgedBeforeAKillIsThereAfterTheRestart() throws Exception {
        try (Serving serving = serve()) {
            ExecutorService clients = load(serving.http());
            awaitAnswers();
            serving.kill();
            end(clients);
        }
        assertTrue(acknowledged.size() >= ANSWERS_BEFORE_THE_END);
        // The framework has folders there for what comes in and for the console's files.
        Set<String> left = new HashSet<>(List.of(temporary().toFile().list()));
        left.removeAll(Set.of("uploads", "vertx-cache"));
        assertEquals(Set.of(), left, "each kill would leave that");
        try (Serving again = serve()) {
            for (String id : acknowledged) {
                assertEquals(200, again.http().get("/api/v1/inspections/" + id).status(), id);
                assertEquals(
                        200,
                        again.http().get("/api/v1/inspections/" + id + "/image").status(),
                        id);
            }
        }
        assertTrue(journaled().containsAll(acknowledged));
    }

    @Test
    void aKeyThatNobodyReadsIsNamedAtTheStart() throws Exception {
        Path given = Files.writeString(folder.resolve("box.yaml"), "destseg:\n  inspectoin:\n    queue: 4\n");
        try (Serving serving = Serving.start(folder, "--no-demo", "--config", given.toString())) {
            assertEquals(200, serving.http().get("/q/health/live").status());
            Path said = folder.resolve("said.txt");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!Files.readString(said).contains("destseg.inspectoin.queue") && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            assertTrue(Files.readString(said).contains("destseg.inspectoin.queue"), Files.readString(said));
        }
    }

    @Test
    void logsAreOneJsonObjectALineWhereThatIsAskedFor() throws Exception {
        Path given = Files.writeString(
                folder.resolve("box.yaml"),
                """
                quarkus:
                  log:
                    console:
                      level: INFO
                      json:
                        enabled: true
                    category:
                      "io.quarkus":
                        level: INFO
                """);
        try (Serving serving = Serving.start(folder, "--no-demo", "--config", given.toString())) {
            serving.terminate();
            serving.waitForEnd();
        }
        List<String> lines = Files.readAllLines(folder.resolve("said.txt")).stream()
                .filter(line -> line.startsWith("{"))
                .toList();
        assertFalse(lines.isEmpty(), "Nothing was logged");
        for (String line : lines) {
            JsonNode entry = new ObjectMapper().readTree(line);
            assertTrue(entry.has("timestamp") && entry.has("level") && entry.has("message"), line);
        }
    }

    private Serving serve() throws IOException {
        return Serving.startWith(
                " -Djava.io.tmpdir=" + temporary(),
                folder,
                "--recipe",
                folder.resolve("tiny").toString());
    }

    private Path temporary() {
        return folder.resolve("tmp");
    }

    /** Clients that send one image after the other until the appliance answers no more. */
    private ExecutorService load(Http http) {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            byte[] image = Pictures.png(10 * i, 16);
            clients.execute(() -> send(http, image));
        }
        return clients;
    }

    private void send(Http http, byte[] image) {
        try {
            while (!over.get()) {
                Http.Answer answer = http.post("/api/v1/inspections", image, "Content-Type", "image/png");
                if (answer.status() == 200) {
                    JsonNode inspection = answer.json();
                    assertEquals("OK", inspection.get("verdict").asText());
                    acknowledged.add(inspection.get("id").asText());
                }
            }
        } catch (IOException gone) {
            // It was stopped or killed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | AssertionError e) {
            failures.add(e);
        }
    }

    private void end(ExecutorService clients) throws InterruptedException {
        over.set(true);
        clients.shutdown();
        assertTrue(clients.awaitTermination(1, TimeUnit.MINUTES));
        assertTrue(failures.isEmpty(), failures::toString);
    }

    private void awaitAnswers() throws InterruptedException {
        while (acknowledged.size() < ANSWERS_BEFORE_THE_END) {
            assertTrue(failures.isEmpty(), failures::toString);
            Thread.sleep(1);
        }
    }

    private Set<String> journaled() {
        Set<String> ids = new TreeSet<>();
        try (Journal journal = SmallJournal.open(folder.resolve("data/journal"))) {
            journal.queries()
                    .forEach(InspectionFilter.ALL, entry -> ids.add(entry.id().text()));
        }
        return ids;
    }
}
