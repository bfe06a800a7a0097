package dev.destseg.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Pictures;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.GoldenWatch;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.Settings;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.engines.Device;
import dev.destseg.inspection.engines.Engines;
import dev.destseg.inspection.engines.PlanDirectory;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.SmallJournal;
import dev.destseg.recipe.Sealing;
import dev.destseg.training.runs.Box;
import dev.destseg.training.runs.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every check, well and failing. */
class ChecksTest {
    /** Two threads that judge, and four that keep. */
    private static final int UNDER_WAY = 6;

    private static final PlanDirectory PLANS = new PlanDirectory(Path.of("target", "no-plans"), Sealing.NONE);

    @TempDir
    private Path folder;

    private final ActiveRecipes recipes = new ActiveRecipes(new OnnxRuntime(), Settings.USUAL, Clock.systemUTC());
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch busy = new CountDownLatch(UNDER_WAY);
    private final InspectionService inspections = new InspectionService(
            recipes,
            new Settings(2, Duration.ofSeconds(30), 1),
            inspection -> inspection,
            done -> await(),
            Clock.systemUTC());

    @AfterEach
    void close() {
        release.countDown();
        inspections.close();
        recipes.close();
    }

    @Test
    void startsWhenTheRecipesAreLoaded() {
        try (GoldenWatch watch = new GoldenWatch(recipes, Settings.USUAL)) {
            assertEquals(Status.DOWN, status(new StartedCheck(watch)));
            watch.start();
            assertEquals(Status.UP, status(new StartedCheck(watch)));
        }
    }

    @Test
    void isNotReadyWithoutARecipe() {
        assertEquals(Status.DOWN, status(new EngineCheck(recipes, Bounds.WIDE)));
        activate();
        HealthCheck check = new EngineCheck(recipes, Bounds.WIDE);
        assertEquals(Status.UP, status(check));
        assertTrue(check.call().getData().orElseThrow().get("tiny").toString().startsWith("sha256:"));
    }

    @Test
    void isNotReadyWhenNoGoldenImageWasJudgedLately() {
        activate();
        HealthCheck check = new EngineCheck(recipes, Bounds.WIDE.withGoldenAge(Duration.ofSeconds(-1)));
        assertEquals(Status.DOWN, status(check));
    }

    @Test
    void isNotAliveWhenAnInspectionDoesNotEnd() throws Exception {
        Bounds bounds = Bounds.WIDE.withStuckAfter(Duration.ZERO);
        assertEquals(Status.UP, status(new StuckCheck(inspections, bounds)));
        keepBusy();
        assertEquals(Status.DOWN, status(new StuckCheck(inspections, bounds)));
        assertEquals(Status.UP, status(new StuckCheck(inspections, Bounds.WIDE)));
    }

    @Test
    void warnsOfAFullQueue() throws Exception {
        HealthCheck check = new QueueCheck(inspections, Bounds.WIDE.withQueueShare(0.5));
        keepBusy();
        inspections.submit(request());
        assertEquals(Status.UP, status(check));
        inspections.submit(request());
        assertEquals(Status.DOWN, status(check));
        assertEquals(2L, check.call().getData().orElseThrow().get("waiting"));
    }

    /** A machine without a GPU is asked for one. */
    @Test
    void warnsOfADeviceThatCannotBeUsed() {
        try (Engines engines = new Engines(Device.CPU, PLANS, change -> {}, Clock.systemUTC())) {
            assertEquals(Status.UP, status(new EnginesCheck(engines)));
        }
        Assumptions.assumeTrue(OnnxRuntime.cudaObstacle().isPresent(), "Not run: there is a GPU here");
        try (Engines engines = new Engines(Device.CUDA, PLANS, change -> {}, Clock.systemUTC())) {
            assertEquals(Status.DOWN, status(new EnginesCheck(engines)));
        }
    }

    @Test
    void warnsOfADiskWithoutRoom() {
        assertEquals(Status.UP, status(new DiskCheck(Bounds.WIDE.withDisk(folder, 1))));
        assertEquals(Status.DOWN, status(new DiskCheck(Bounds.WIDE.withDisk(folder, Long.MAX_VALUE))));
        assertEquals(Status.DOWN, status(new DiskCheck(Bounds.WIDE.withDisk(folder.resolve("absent"), 1))));
    }

    @Test
    void warnsOfLittleMemory() throws Exception {
        Path file = folder.resolve("meminfo");
        Files.writeString(file, "MemTotal:        1000000 kB\nMemFree: 1 kB\nMemAvailable:    50000 kB\n");
        assertEquals(Status.UP, status(new MemoryCheck(Bounds.WIDE.withMemory(file))));
        Files.writeString(file, "MemTotal:        1000000 kB\nMemFree: 1 kB\nMemAvailable:    49999 kB\n");
        assertEquals(Status.DOWN, status(new MemoryCheck(Bounds.WIDE.withMemory(file))));
        assertEquals(Status.UP, status(new MemoryCheck(Bounds.WIDE.withMemory(folder.resolve("absent")))));
    }

    @Test
    void warnsOfHeat() throws Exception {
        Path zone = Files.createDirectories(folder.resolve("thermal_zone0"));
        Files.createDirectories(folder.resolve("thermal_zone1"));
        Files.writeString(zone.resolve("temp"), "90000\n");
        HealthCheck check = new TemperatureCheck(Bounds.WIDE.withThermal(folder));
        assertEquals(Status.UP, status(check));
        Files.writeString(zone.resolve("temp"), "90100\n");
        assertEquals(Status.DOWN, status(check));
        assertEquals("90.1", check.call().getData().orElseThrow().get("thermal_zone0"));
        assertEquals(Status.UP, status(new TemperatureCheck(Bounds.WIDE.withThermal(folder.resolve("absent")))));
    }

    @Test
    void warnsWhenTheMachineSlowsItselfDown() throws Exception {
        Path core = Files.createDirectories(folder.resolve("cpu0/thermal_throttle"));
        Files.writeString(core.resolve("core_throttle_count"), "7\n");
        Path jetson = Files.createDirectories(folder.resolve("hwmon1"));
        Files.writeString(jetson.resolve("oc1_event_cnt"), "1\n");
        HealthCheck check = new ThrottlingCheck(Bounds.WIDE.withThermal(folder));
        assertEquals(Status.UP, status(check), "what was before the start does not count");
        assertEquals(8L, check.call().getData().orElseThrow().get("events"));
        Files.writeString(jetson.resolve("oc1_event_cnt"), "2\n");
        assertEquals(Status.DOWN, status(check));
        assertEquals(Status.DOWN, status(check), "for a while");
        assertEquals(Status.UP, status(new ThrottlingCheck(Bounds.WIDE.withThermal(folder.resolve("absent")))));
    }

    @Test
    void warnsWhenTheDriverHasLostAGpu() throws Exception {
        HealthCheck none = new GpuCheck(Bounds.WIDE.withThermal(folder));
        assertEquals("none", none.call().getData().orElseThrow().get("gpus"));
        assertEquals(Status.UP, status(none));
        Path gpu = Files.createDirectories(folder.resolve("0000:01:00.0")).resolve("information");
        Files.writeString(gpu, "Model: \t\t NVIDIA RTX A2000\nIRQ:   \t\t 42\n");
        HealthCheck check = new GpuCheck(Bounds.WIDE.withThermal(folder));
        assertEquals("NVIDIA RTX A2000", check.call().getData().orElseThrow().get("gpus"));
        assertEquals(Status.UP, status(check));
        Files.delete(gpu);
        Files.delete(gpu.getParent());
        assertEquals(Status.DOWN, status(check));
    }

    /** Another program holds the database, as a backup that does it wrong would. */
    @Test
    void isNotReadyWhenTheJournalCannotBeWritten() throws Exception {
        try (Journal journal = SmallJournal.open(folder.resolve("journal"))) {
            assertEquals(Status.UP, status(new JournalCheck(journal)));
            try (Connection other =
                            SmallJournal.database(folder.resolve("journal")).getConnection();
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                assertEquals(Status.DOWN, status(new JournalCheck(journal)));
                statement.execute("ROLLBACK");
            }
            assertEquals(Status.UP, status(new JournalCheck(journal)));
        }
    }

    @Test
    void warnsOfATrainingThatWasGivenUp() throws Exception {
        try (Box box = Box.open(folder)) {
            assertEquals(Status.UP, TrainingCheck.answer(box.runs()).getStatus());
            // Without the teacher of that profile it cannot be done.
            Run asked = box.runs().submit(box.order("paper", Box.budget(Optional.of("1,1"))), "Kim");
            box.runs().start();
            while (!box.runs().find(asked.id()).orElseThrow().status().isEnded()) {
                Thread.sleep(20);
            }
            HealthCheckResponse answer = TrainingCheck.answer(box.runs());
            assertEquals(Status.DOWN, answer.getStatus());
            assertTrue(answer.getData().orElseThrow().get("reason").toString().contains("teacher"));
        }
    }

    private void activate() {
        recipes.activate("tiny", TinyRecipe.withThreshold(0.9).writeWithGolden(folder.resolve("tiny"), 51, 0.2));
    }

    private void keepBusy() throws InterruptedException {
        activate();
        for (int i = 0; i < UNDER_WAY; i++) {
            inspections.submit(request());
            while (inspections.waiting() > 0) {
                Thread.onSpinWait();
            }
        }
        busy.await();
    }

    private void await() {
        busy.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InspectionRequest request() {
        return new InspectionRequest(
                Pictures.png(50, 16), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Status status(HealthCheck check) {
        return check.call().getStatus();
    }
}
