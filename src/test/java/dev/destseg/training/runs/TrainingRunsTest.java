package dev.destseg.training.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Programs;
import dev.destseg.dataset.ConfirmedPart;
import dev.destseg.dataset.ConfirmedParts;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.DataDigest;
import dev.destseg.recipe.LearnedRecipes;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With real processes, killed for real: of the real program where it matters what it learns, and of {@link QuickLearning}
 * where it matters what goes on around it. The limit is no claim on speed; it ends what hangs.
 */
@Timeout(600)
class TrainingRunsTest {
    private static final String SCHED_IDLE = "5";
    private static final String LONG = "400,400";

    @TempDir
    private static Path made;

    private static OwnProgram quick = Box.REAL;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeWhatIsLearned() {
        TinyRecipe.withThreshold(0.5).writeTo(learned());
        quick = QuickLearning.program(learned());
    }

    private static Path learned() {
        return made.resolve("tiny");
    }

    @Test
    void whatWasLearnedIsOfferedWithTheReason() throws Exception {
        try (Box box = Box.open(folder)) {
            box.addDefects(4);
            Run asked = box.runs().submit(box.unhurried(), "Kim");
            assertEquals(RunStatus.QUEUED, asked.status());
            box.runs().start();

            Run run = box.awaitEnd(asked);

            assertEquals(RunStatus.DONE, run.status(), run::toString);
            assertTrue(run.offered(), run::toString);
            assertTrue(run.reason().orElseThrow().contains("No recipe judges"), run::toString);
            StoredRecipe candidate = RecipeReader.read(box.runs().candidate(run.id()));
            assertEquals(run.candidate(), Optional.of(candidate.recipe().digest()));
            assertEquals("flange", candidate.recipe().description().name());
            assertEquals(
                    ScoreMap.KNOWN, candidate.recipe().description().score().map());
            assertEquals(
                    4.0, candidate.recipe().description().provenance().metrics().get("quarters_tried"));
            assertFalse(Files.exists(candidate.directory().resolveSibling("data")));
        }
        try (Box again = Box.open(folder)) {
            Run kept = again.runs().all().get(0);
            assertTrue(kept.comparison().orElseThrow().get("better").asBoolean(), kept::toString);
        }
    }

    @Test
    void aCandidateThatIsNoBetterIsNotOfferedAndTheFiguresSayWhy() throws Exception {
        // It takes brightness for anomaly, and calls nothing a defect: no candidate rejects fewer good parts.
        StoredRecipe active = TinyRecipe.withThreshold(1).amplified(0.1f).writeTo(folder.resolve("active"));
        byte[] confirmed = Box.flange(30);
        ConfirmedParts parts = (product, most) -> List.of(
                new ConfirmedPart("1", Sha256.of(confirmed).hex(), false, List.of(), () -> Optional.of(confirmed)),
                new ConfirmedPart(
                        "2", Sha256.of(Box.flange(0)).hex(), false, List.of(), () -> Optional.of(Box.flange(0))));
        Box.Judging judging = new Box.Judging(Map.of(Box.FLANGE, active));
        try (Box box = Box.open(folder, Box.REAL, SmallRuns.USUAL, judging, parts, Optional.empty())) {
            Run asked = box.runs().submit(box.instant(), "Kim");
            box.runs().start();

            Run run = box.awaitEnd(asked);

            assertEquals(RunStatus.DONE, run.status(), run::toString);
            assertFalse(run.offered(), run::toString);
            assertEquals(
                    active.recipe().digest().toString(),
                    run.comparison().orElseThrow().get("active").asText());
            assertTrue(
                    run.comparison()
                                    .orElseThrow()
                                    .at("/groups/held-out/candidate/good")
                                    .asInt()
                            > 0,
                    run::toString);
            // The first of the confirmed parts at least; the other one may be among those learned from.
            assertTrue(
                    run.comparison()
                                    .orElseThrow()
                                    .at("/groups/confirmed/candidate/good")
                                    .asInt()
                            > 0,
                    run::toString);
        }
    }

    @Test
    void aBetterCandidateJudgesAtOnceWhereThatWasAskedFor() throws Exception {
        Taken taken = new Taken(new ArrayList<>());
        try (Box box = Box.open(
                folder, quick, SmallRuns.USUAL, Box.Judging.NOTHING, ConfirmedParts.NONE, Optional.of(taken))) {
            Run asked = box.runs().submit(activating(box.instant()), "Kim");
            box.runs().start();

            Run run = box.awaitEnd(asked);

            assertEquals(
                    List.of(
                            "offered " + run.candidate().orElseThrow(),
                            Box.FLANGE + " " + run.candidate().orElseThrow()),
                    taken.what(),
                    run::toString);
        }
        try (Box without = Box.open(folder)) {
            TrainingOrder order = activating(without.instant());
            assertThrows(InputException.class, () -> without.runs().submit(order, "Kim"));
        }
    }

    @Test
    void whatWasLearnedIsKeptWhenAPersonWantsIt() throws Exception {
        Taken taken = new Taken(new ArrayList<>());
        try (Box box = Box.open(
                folder, quick, SmallRuns.USUAL, Box.Judging.NOTHING, ConfirmedParts.NONE, Optional.of(taken))) {
            Run asked = box.runs().submit(box.instant(), "Kim");
            InputException early =
                    assertThrows(InputException.class, () -> box.runs().keep(asked.id(), "Kim"));
            assertTrue(early.getMessage().contains("learned no recipe"), early::getMessage);
            box.runs().start();
            Run run = box.awaitEnd(asked);

            box.runs().keep(run.id(), "Kim");

            String offered = "offered " + run.candidate().orElseThrow();
            assertEquals(List.of(offered, offered), taken.what());
        }
    }

    /** Writes down what it is given. */
    private record Taken(List<String> what) implements LearnedRecipes {
        @Override
        public void offer(StoredRecipe learned, String who) {
            what.add("offered " + learned.recipe().digest());
        }

        @Override
        public void activate(String product, StoredRecipe learned, String who) {
            what.add(product + " " + learned.recipe().digest());
        }
    }

    private static TrainingOrder activating(TrainingOrder order) {
        return new TrainingOrder(
                order.product(),
                order.dataset(),
                order.snapshot(),
                order.profile(),
                order.inputSize(),
                order.region(),
                order.from(),
                order.budget(),
                false,
                true,
                false);
    }

    @Test
    void aKilledProcessIsStartedAgainAndGoesOnFromItsCheckpointWithTheShownDefects() throws Exception {
        try (Box box = Box.open(folder)) {
            box.addDefects(4);
            Run asked = box.runs().submit(box.edge("1,8"), "Kim");
            box.runs().start();
            Run running = box.awaitPhase(asked, "segmentation");
            Path checkpoint =
                    box.runs().candidate(asked.id()).resolveSibling("candidate.training/checkpoint.safetensors");
            assertTrue(Files.exists(checkpoint));

            kill(running);
            Run interrupted = box.await(asked, now -> now.failures() == 1);
            Run done = box.awaitEnd(asked);

            assertTrue(
                    interrupted.reason().isEmpty() || interrupted.reason().get().contains("signal 9"),
                    interrupted::toString);
            assertEquals(RunStatus.DONE, done.status(), done::toString);
            assertEquals(1, done.failures());
            assertFalse(Files.exists(checkpoint));
            assertEquals(
                    List.of("train/good", "defects"),
                    RecipeReader.read(box.runs().candidate(asked.id()))
                            .recipe()
                            .description()
                            .provenance()
                            .data()
                            .stream()
                            .map(DataDigest::name)
                            .toList());
        }
    }

    @Test
    void afterThreeFailuresItIsGivenUpWithTheReason() throws Exception {
        try (Box box = Box.open(folder, Box.program(Failing.class), SmallRuns.USUAL)) {
            Run asked = box.runs().submit(box.instant(), "Kim");
            box.runs().start();

            Run run = box.awaitEnd(asked);

            assertEquals(RunStatus.FAILED, run.status());
            assertEquals(3, run.failures());
            assertTrue(run.reason().orElseThrow().contains("The dog ate it"), run::toString);
        }
    }

    @Test
    void whatAskingAgainWouldNotMendIsGivenUpAtOnce() throws Exception {
        try (Box box = Box.open(folder)) {
            Run asked = box.runs().submit(box.order("paper", Box.budget(Optional.of("1,1"))), "Kim");
            box.runs().start();

            Run run = box.awaitEnd(asked);

            assertEquals(RunStatus.FAILED, run.status());
            assertEquals(0, run.failures());
            assertTrue(run.reason().orElseThrow().contains("destseg.training.paper-teacher"), run::toString);
        }
    }

    @Test
    void aProcessThatTakesTooMuchMemoryIsEnded() throws Exception {
        Budget small = new Budget(Optional.empty(), Optional.of(LONG), 256, 85);
        try (Box box = Box.open(folder, Box.program(Greedy.class), SmallRuns.USUAL)) {
            Run asked = box.runs().submit(box.order("edge", small), "Kim");
            box.runs().start();

            Run run = box.awaitEnd(asked);

            assertEquals(RunStatus.FAILED, run.status(), run::toString);
            assertTrue(run.reason().orElseThrow().toLowerCase(Locale.ROOT).contains("memory"), run::toString);
        }
    }

    @Test
    void itStandsStillWhileTheBoxIsTooHot() throws Exception {
        Path zone = Files.createDirectories(folder.resolve("thermal/thermal_zone0"));
        Files.writeString(zone.resolve("temp"), "96000\n");
        SmallRuns settings = SmallRuns.USUAL.withThermal(folder.resolve("thermal"));
        try (Box box = Box.open(folder, quick, settings)) {
            Run asked = box.runs().submit(box.instant(), "Kim");
            box.runs().start();
            Run paused = box.await(asked, now -> waiting(box, now).isPresent());
            assertTrue(waiting(box, paused).orElseThrow().contains("96"));
            awaitState(paused, "T");

            Files.writeString(zone.resolve("temp"), "60000\n");

            assertEquals(RunStatus.DONE, box.awaitEnd(asked).status());
        }
    }

    /** The signal is sent; the threads of the process stop one after the other. */
    private static void awaitState(Run run, String state) throws Exception {
        while (!state(run).equals(state)) {
            Thread.sleep(20);
        }
    }

    @Test
    void itStandsStillWhileAPersonWantsItToAndAfterARestartTheSame() throws Exception {
        RunId id;
        try (Box box = Box.open(folder, quick, SmallRuns.USUAL)) {
            Run asked = box.runs().submit(box.edge(LONG), "Kim");
            id = asked.id();
            box.runs().start();
            Run running = box.awaitPhase(asked, "denoising");

            assertTrue(box.runs().pause(id, "Kim"));

            awaitState(running, "T");
            assertEquals(RunStatus.PAUSED, box.now(asked).status());
            box.await(asked, now -> waiting(box, now).orElse("").contains("Kim"));
            assertFalse(box.runs().pause(id, "Kim"));
            assertTrue(box.runs().resume(id, "Kim"));
            box.await(asked, now -> waiting(box, now).isEmpty());
            assertEquals(RunStatus.RUNNING, box.now(asked).status());
            assertFalse(state(running).equals("T"));
            assertTrue(box.runs().pause(id, "Kim"));
        }
        try (Box again = Box.open(folder, quick, SmallRuns.USUAL)) {
            again.runs().start();
            Run other = again.runs().submit(again.instant(), "Kim");
            assertEquals(RunStatus.DONE, again.awaitEnd(other).status());
            Run paused = again.runs().find(id).orElseThrow();
            assertEquals(RunStatus.PAUSED, paused.status());
            assertEquals(Optional.of("Kim"), paused.pausedBy());

            assertTrue(again.runs().resume(id, "Lee"));

            assertEquals(RunStatus.DONE, again.awaitEnd(paused).status());
            assertFalse(again.runs().resume(id, "Lee"));
        }
    }

    @Test
    void aLongPauseFreesMemoryAndTurn() throws Exception {
        try (Box box = Box.open(folder, quick, SmallRuns.USUAL.withPauses(Duration.ZERO))) {
            Run asked = box.runs().submit(box.edge(LONG), "Kim");
            box.runs().start();
            Run running = box.awaitPhase(asked, "denoising");

            box.runs().pause(asked.id(), "Kim");

            Run waiting = box.await(asked, now -> now.child().isEmpty());
            assertFalse(
                    ProcessHandle.of(pid(running)).map(ProcessHandle::isAlive).orElse(false));
            assertEquals(RunStatus.PAUSED, waiting.status());
            Run other = box.runs().submit(box.instant(), "Lee");
            assertEquals(RunStatus.DONE, box.awaitEnd(other).status());
            box.runs().resume(asked.id(), "Kim");
            assertEquals(RunStatus.DONE, box.awaitEnd(asked).status());
        }
    }

    @Test
    void itGoesOnWhenTheLastReasonToStandStillIsGone() throws Exception {
        AtomicInteger parts = new AtomicInteger(5);
        try (Box box = Box.open(
                folder,
                quick,
                SmallRuns.USUAL,
                Box.Judging.NOTHING,
                ConfirmedParts.NONE,
                Optional.empty(),
                parts::get)) {
            Run asked = box.runs().submit(box.edge(LONG), "Kim");
            box.runs().start();
            Run paused = box.await(asked, now -> waiting(box, now).orElse("").contains("wait to be judged"));
            awaitState(paused, "T");
            box.runs().pause(asked.id(), "Kim");
            box.await(asked, now -> waiting(box, now).orElse("").contains("Kim"));

            parts.set(1);

            box.await(asked, now -> !waiting(box, now).orElse("").contains("wait to be judged"));
            assertEquals("T", state(paused));
            box.runs().resume(asked.id(), "Kim");
            box.await(asked, now -> waiting(box, now).isEmpty());
            assertFalse(state(paused).equals("T"));
        }
    }

    @Test
    void whatCannotBeWrittenDownIsTriedAgain() throws Exception {
        try (Box box = Box.open(folder, quick, SmallRuns.USUAL)) {
            Run asked = box.runs().submit(box.edge(LONG), "Kim");
            box.runs().start();
            Run running = box.awaitPhase(asked, "denoising");
            Path place = box.runs().candidate(asked.id()).getParent();
            Path elsewhere = place.resolveSibling("elsewhere");
            Files.move(place, elsewhere);
            kill(running);
            while (box.runs().problem().isEmpty()) {
                Thread.sleep(20);
            }

            Files.move(elsewhere, place);

            assertEquals(RunStatus.DONE, box.awaitEnd(asked).status());
            assertEquals(
                    RunStatus.DONE,
                    box.awaitEnd(box.runs().submit(box.instant(), "Kim")).status());
            assertEquals(Optional.empty(), box.runs().problem());
        }
    }

    private static Optional<String> waiting(Box box, Run run) {
        return box.runs().progress(run.id()).flatMap(now -> now.beside().waiting());
    }

    @Test
    void itRunsAtTheLowestPriorityAndIsTheFirstThatTheKernelEnds() throws Exception {
        try (Box box = Box.open(folder, quick, SmallRuns.USUAL)) {
            Run asked = box.runs().submit(box.edge(LONG), "Kim");
            box.runs().start();
            Run running = box.awaitPhase(asked, "denoising");
            Path process = Path.of("/proc", Long.toString(pid(running)));

            assertEquals(
                    "1000", Files.readString(process.resolve("oom_score_adj")).strip());
            assertEquals("19", stat(running)[16]);
            assertEquals(SCHED_IDLE, stat(running)[38]);
        }
    }

    @Test
    void aCancelledOneEndsWithItsProcess() throws Exception {
        try (Box box = Box.open(folder, quick, SmallRuns.USUAL)) {
            Run first = box.runs().submit(box.edge(LONG), "Kim");
            Run second = box.runs().submit(box.edge(LONG), "Kim");
            box.runs().start();
            Run running = box.awaitPhase(first, "denoising");

            assertTrue(box.runs().cancel(second.id(), "Kim"));
            assertTrue(box.runs().cancel(first.id(), "Kim"));

            assertEquals(RunStatus.CANCELLED, box.awaitEnd(first).status());
            assertEquals(RunStatus.CANCELLED, box.now(second).status());
            assertFalse(
                    ProcessHandle.of(pid(running)).map(ProcessHandle::isAlive).orElse(false));
            assertFalse(box.runs().cancel(first.id(), "Kim"));
        }
    }

    @Test
    void aStoppedBoxGoesOnAtItsNextStart() throws Exception {
        RunId id;
        try (Box box = Box.open(folder, quick, SmallRuns.USUAL)) {
            Run asked = box.runs().submit(box.edge(LONG), "Kim");
            id = asked.id();
            box.runs().start();
            box.awaitPhase(asked, "denoising");
        }
        try (Box again = Box.open(folder, quick, SmallRuns.USUAL)) {
            Run interrupted = again.runs().find(id).orElseThrow();
            assertEquals(RunStatus.INTERRUPTED, interrupted.status());
            again.runs().start();

            Run done = again.awaitEnd(interrupted);

            assertEquals(RunStatus.DONE, done.status(), done::toString);
            assertEquals(0, done.failures());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterAKillOfTheBoxNoProcessIsLeftAndItGoesOnByItself(boolean paused) throws Exception {
        Process box = new ProcessBuilder(Programs.java(
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyBox.class.getName(),
                        folder.toString(),
                        Boolean.toString(paused),
                        learned().toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long child;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(box.getInputStream(), StandardCharsets.UTF_8))) {
            child = Long.parseLong(output.readLine());
        } finally {
            box.destroyForcibly();
        }
        box.waitFor();
        while (ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false)) {
            Thread.sleep(20);
        }
        try (Box again = Box.open(folder, quick, SmallRuns.USUAL)) {
            Run left = again.runs().all().get(0);
            assertEquals(RunStatus.RUNNING, left.stage());
            assertFalse(Files.exists(again.runs().candidate(left.id())), "It was not ended, but came to its end");
            again.runs().start();

            again.runs().resume(left.id(), "Kim");
            Run done = again.awaitEnd(left);

            assertEquals(RunStatus.DONE, done.status(), done::toString);
            assertEquals(0, done.failures());
        }
    }

    @Test
    void outsideTheIdleHoursItWaitsAndOthersGoFirst() throws Exception {
        LocalTime now = LocalTime.now();
        SmallRuns settings = SmallRuns.USUAL.withIdleHours(now.minusHours(2), now.minusHours(1));
        try (Box box = Box.open(folder, quick, settings)) {
            TrainingOrder instant = box.instant();
            TrainingOrder idle = new TrainingOrder(
                    instant.product(),
                    instant.dataset(),
                    instant.snapshot(),
                    instant.profile(),
                    instant.inputSize(),
                    instant.region(),
                    instant.from(),
                    instant.budget(),
                    true,
                    false,
                    false);
            Run patient = box.runs().submit(idle, "Kim");
            Run prompt = box.runs().submit(instant, "Kim");
            box.runs().start();

            assertEquals(RunStatus.DONE, box.awaitEnd(prompt).status());
            assertEquals(RunStatus.QUEUED, box.now(patient).status());
        }
        try (Box night = Box.open(folder, quick, SmallRuns.USUAL.withIdleHours(now.minusHours(2), now.plusHours(2)))) {
            night.runs().start();
            for (Run run : night.runs().all()) {
                assertEquals(RunStatus.DONE, night.awaitEnd(run).status());
            }
        }
    }

    @Test
    void whatCannotBeDoneIsRefusedWhenItIsAskedFor() throws IOException {
        try (Box box = Box.open(folder, Box.REAL, SmallRuns.USUAL.withRoom(1, 10))) {
            TrainingOrder instant = box.instant();
            box.runs().submit(instant, "Kim");

            assertThrows(InputException.class, () -> box.runs().submit(instant, "Kim"));
            assertThrows(InputException.class, () -> box.order("large", Box.budget(Optional.empty())));
            assertThrows(InputException.class, () -> box.order("instant", Box.budget(Optional.of("1,1"))));
            assertThrows(InputException.class, () -> Box.budget(Optional.of("many")));
            assertThrows(InputException.class, () -> new RunId("../x"));
            InputException second = assertThrows(InputException.class, () -> Box.open(folder));
            assertTrue(second.getMessage().contains("in use"), second::getMessage);
        }
    }

    @Test
    void onlyTheLastRunsAreRemembered() throws Exception {
        try (Box box = Box.open(folder, Box.program(Failing.class), SmallRuns.USUAL.withRoom(10, 2))) {
            for (int i = 0; i < 4; i++) {
                Run run = box.runs().submit(box.instant(), "Kim");
                box.runs().cancel(run.id(), "Kim");
            }
            assertEquals(2, box.runs().all().size());
        }
        try (Box again = Box.open(folder)) {
            assertEquals(2, again.runs().all().size());
        }
    }

    private static long pid(Run run) {
        return run.child().orElseThrow().pid();
    }

    private static void kill(Run run) {
        ProcessHandle.of(pid(run)).orElseThrow().destroyForcibly();
    }

    private static String state(Run run) throws IOException {
        return stat(run)[0];
    }

    /** The fields of /proc/PID/stat from the third on, which is the state; the 19th is the niceness, the 41st the policy. */
    private static String[] stat(Run run) throws IOException {
        String all = Files.readString(Path.of("/proc", Long.toString(pid(run)), "stat"));
        return all.substring(all.lastIndexOf(')') + 2).split(" ");
    }
}
