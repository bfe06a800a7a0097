package dev.destseg.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Pictures;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.Reference;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.InspectionRefusedException.Cause;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With recipes that take brightness for anomaly. Threads that judge are kept busy by a disk that waits. */
class InspectionServiceTest {
    /** Two threads that judge, and four that keep. */
    private static final int UNDER_WAY = 6;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch busy = new CountDownLatch(UNDER_WAY);
    private final AtomicInteger heard = new AtomicInteger();
    private ActiveRecipes recipes = new ActiveRecipes(new OnnxRuntime(), Settings.USUAL, Clock.systemUTC());

    @AfterEach
    void close() throws Exception {
        release.countDown();
        for (AutoCloseable each : opened) {
            each.close();
        }
        recipes.close();
    }

    @Test
    void judgesByTheRecipeOfTheProduct() throws Exception {
        InspectionService service = service(Settings.USUAL);
        recipes.activate("dim", TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("dim")));
        recipes.activate("bright", TinyRecipe.withThreshold(0.1).writeTo(folder.resolve("bright")));

        assertEquals(Verdict.OK, verdict(service.submit(request(128, "dim"))));
        assertEquals(Verdict.DEFECT, verdict(service.submit(request(128, "bright"))));
        assertEquals(Cause.PRODUCT_NOT_NAMED, refusal(service, request(128, Optional.empty(), Optional.empty())));
        assertEquals(Cause.PRODUCT_UNKNOWN, refusal(service, request(128, "nut")));
        assertEquals(2, heard.get());
    }

    /** Two at a time, each on half of the cores. */
    @Test
    void manyAtOnceAreJudgedAsOneAlone() throws Exception {
        InspectionService service = service(new Settings(100, Duration.ofSeconds(30), 4));
        recipes.activate("dim", TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("dim")));
        double alone =
                service.submit(request(128, "dim")).get().inspection().score().orElseThrow();
        List<CompletableFuture<CompletedInspection>> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            many.add(service.submit(request(128, "dim")));
        }
        for (CompletableFuture<CompletedInspection> each : many) {
            assertEquals(alone, each.get().inspection().score().orElseThrow());
        }
    }

    @Test
    void inBatchesEachIsJudgedAsAloneAndABrokenImageIsItsOwnAffair() throws Exception {
        Settings settings = new Settings(100, Duration.ofSeconds(30), 4).inBatchesOf(4);
        recipes.close();
        recipes = new ActiveRecipes(new OnnxRuntime(), settings, Clock.systemUTC());
        InspectionService service = service(settings);
        recipes.activate("dim", TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("dim")));
        List<CompletableFuture<CompletedInspection>> good = new ArrayList<>();
        List<CompletableFuture<CompletedInspection>> broken = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            good.add(service.submit(request(10 * i, "dim")));
            broken.add(service.submit(new InspectionRequest(
                    new byte[] {1}, Optional.of("dim"), Optional.empty(), Optional.empty(), Optional.empty())));
        }
        for (int i = 0; i < 20; i++) {
            Inspection inspection = good.get(i).get().inspection();
            assertEquals(10 * i / 255.0, inspection.score().orElseThrow(), 1e-6);
            assertEquals(Verdict.CANNOT_JUDGE, verdict(broken.get(i)));
        }
    }

    /** Two threads judge; which of them looks first at its image must not matter. */
    @Test
    void ofTwoEqualFramesTheLaterIsTheRepeatedOne() throws Exception {
        InspectionService service = service(new Settings(100, Duration.ofSeconds(30), 4));
        recipes.activate("dim", TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("dim")));
        for (int round = 0; round < 200; round++) {
            String station = "press-" + round;
            CompletableFuture<CompletedInspection> first = service.submit(from(station, "1"));
            CompletableFuture<CompletedInspection> second = service.submit(from(station, "2"));
            assertEquals(Verdict.OK, verdict(first), station);
            assertEquals(Verdict.CANNOT_JUDGE, verdict(second), station);
        }
    }

    @Test
    void theOnlyProductNeedsNoName() throws Exception {
        InspectionService service = service(Settings.USUAL);
        assertEquals(Cause.NO_RECIPE, refusal(service, request(128, Optional.empty(), Optional.empty())));
        recipes.activate("dim", TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("dim")));
        assertEquals(Verdict.OK, verdict(service.submit(request(128, Optional.empty(), Optional.empty()))));
    }

    @Test
    void refusesWhenTheQueueIsFullAndSaysWhenToTryAgain() throws Exception {
        InspectionService service = blocked(new Settings(1, Duration.ofSeconds(30), 4));
        CompletableFuture<CompletedInspection> waiting = service.submit(request(0, "dim"));
        InspectionRefusedException refusal =
                assertThrows(InspectionRefusedException.class, () -> service.submit(request(0, "dim")));
        assertEquals(Cause.QUEUE_FULL, refusal.why());
        assertTrue(refusal.retryAfter().orElseThrow().toSeconds() >= 1);
        release.countDown();
        assertEquals(Verdict.OK, verdict(waiting));
    }

    @Test
    void noVerdictInTimeIsNeverOk() throws Exception {
        InspectionService service = blocked(new Settings(4, Duration.ofMillis(300), 4));
        CompletedInspection late = service.submit(request(0, "dim")).get();
        assertEquals(Verdict.CANNOT_JUDGE, late.inspection().verdict());
        assertTrue(late.inspection().reason().orElseThrow().contains("300 ms"));
        assertTrue(late.isLate());
    }

    @Test
    void aDeadlineMayHaveBegunWithTheSignalOfTheMachine() throws Exception {
        InspectionService service = blocked(Settings.USUAL);
        Deadline before = service.deadline(
                Optional.of("press"), System.nanoTime() - Duration.ofSeconds(31).toNanos());
        CompletedInspection late = service.submit(from("press", "1"), before).get();
        assertTrue(late.isLate());
        assertTrue(late.inspection().reason().orElseThrow().contains("30000 ms"));
    }

    /** Two parts pass their deadlines; neither can be written down. */
    @Test
    void aDiskThatStandsStillHidesNoOtherDeadline() throws Exception {
        CountDownLatch late = new CountDownLatch(2);
        InspectionService service = keeping(Settings.USUAL, completed -> {
            busy.countDown();
            if (completed.isLate()) {
                late.countDown();
            }
            await(release);
        });
        recipes.activate("dim", TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("dim")));
        occupy(service);
        Deadline hasty = service.deadline(Optional.of(Settings.HASTY), System.nanoTime());
        CompletableFuture<CompletedInspection> first = service.submit(from("press", "1"), hasty);
        CompletableFuture<CompletedInspection> second = service.submit(from("lathe", "2"), hasty);
        assertTrue(late.await(1, TimeUnit.MINUTES));
        release.countDown();
        assertTrue(first.get().isLate() && second.get().isLate());
    }

    @Test
    void aStationThatCannotWaitGetsItsAnswerByItsOwnDeadline() throws Exception {
        InspectionService service = blocked(Settings.USUAL);
        CompletableFuture<CompletedInspection> patient = service.submit(from("press", "1"));
        Inspection late = service.submit(from(Settings.HASTY, "2")).get().inspection();
        assertEquals(Verdict.CANNOT_JUDGE, late.verdict());
        assertTrue(late.reason().orElseThrow().contains("250 ms"), late::toString);
        assertTrue(late.reason().orElseThrow().contains("destseg.inspection.station-deadlines"), late::toString);
        assertFalse(patient.isDone());
    }

    /** Two threads judge; the second part is done while the first is still being kept ready. */
    @Test
    void partsOfAStationAreKeptAndToldOfInTheOrderOfTheirAcceptance() throws Exception {
        List<String> kept = new CopyOnWriteArrayList<>();
        List<String> told = new CopyOnWriteArrayList<>();
        CountDownLatch othersAreReady = new CountDownLatch(3);
        InspectionRecorder slowWithTheFirst = new InspectionRecorder() {
            @Override
            public Draft prepare(CompletedInspection completed) {
                if (part(completed).equals("1")) {
                    await(release);
                }
                othersAreReady.countDown();
                return () -> () -> keep(completed);
            }

            @Override
            public CompletedInspection keep(CompletedInspection completed) {
                kept.add(part(completed));
                return completed;
            }
        };
        InspectionService service = new InspectionService(
                recipes, Settings.USUAL, slowWithTheFirst, completed -> told.add(part(completed)), Clock.systemUTC());
        opened.add(service);
        recipes.activate("dim", TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("dim")));
        CompletableFuture<CompletedInspection> first = service.submit(from("press", "1"));
        CompletableFuture<CompletedInspection> second = service.submit(from("press", "2"));
        CompletableFuture<CompletedInspection> third = service.cannotJudge(from("press", "3"), "There is no picture");
        service.submit(from("lathe", "4")).get();
        awaitSize(told, 1);
        await(othersAreReady);
        assertFalse(second.isDone() || third.isDone());
        release.countDown();
        assertFalse(first.get().isLate());
        second.get();
        assertFalse(third.get().isLate());
        assertEquals(List.of("4", "1", "2", "3"), kept);
        awaitSize(told, kept.size());
        assertEquals(kept, told);
    }

    /** Whoever waits for an answer has it before those who listen hear of it. */
    private static void awaitSize(List<String> told, int size) throws InterruptedException {
        while (told.size() < size) {
            Thread.sleep(5);
        }
    }

    private static String part(CompletedInspection completed) {
        return completed.request().part().orElseThrow();
    }

    @Test
    void aPartThatIsNeverFinishedHoldsItsStationUpNoLongerThanItsDeadline() throws Exception {
        InspectionService service = blocked(Settings.USUAL);
        CompletableFuture<CompletedInspection> stuck = service.submit(from(Settings.HASTY, "1"));
        CompletableFuture<CompletedInspection> next = service.cannotJudge(from(Settings.HASTY, "2"), "No picture");
        next.get();
        assertTrue(stuck.isDone());
        assertEquals(Verdict.CANNOT_JUDGE, verdict(stuck));
    }

    @Test
    void whatWasGivenUpHoldsNobodyUp() throws Exception {
        InspectionService service = blocked(Settings.USUAL);
        CompletableFuture<CompletedInspection> unwanted = service.submit(from("press", "1"));
        CompletableFuture<CompletedInspection> next = service.cannotJudge(from("press", "2"), "No picture");
        assertFalse(next.isDone());
        unwanted.cancel(false);
        assertEquals(Verdict.CANNOT_JUDGE, verdict(next));
    }

    @Test
    void aSignalOfTheMachineIsAnsweredAlsoWhereNoRecipeIsActive() throws Exception {
        InspectionService service = service(Settings.USUAL);
        CompletedInspection unknown = service.answerWithoutJudging(
                        request(0, Optional.empty(), Optional.empty()), "No recipe is active", soon(service))
                .get();
        assertEquals(Verdict.CANNOT_JUDGE, unknown.inspection().verdict());
        assertEquals(CompletedInspection.UNKNOWN_PRODUCT, unknown.product());
        assertEquals(Optional.empty(), unknown.recipe());
        assertEquals(
                "dim",
                service.answerWithoutJudging(request(0, "dim"), "No recipe is active", soon(service))
                        .get()
                        .product());
        assertEquals(2, heard.get());
    }

    @Test
    void whatWasGivenUpIsNotJudged() throws Exception {
        InspectionService service = blocked(Settings.USUAL);
        CompletableFuture<CompletedInspection> unwanted = service.submit(request(0, "dim"));
        CompletableFuture<CompletedInspection> wanted = service.submit(request(0, "dim"));
        unwanted.cancel(false);
        release.countDown();
        wanted.get();
        assertEquals(UNDER_WAY + 1, heard.get());
    }

    @Test
    void endsWhatItAcceptedBeforeItCloses() throws Exception {
        InspectionService service = blocked(Settings.USUAL);
        CompletableFuture<CompletedInspection> accepted = service.submit(request(0, "dim"));
        Thread closing = new Thread(service::close);
        closing.start();
        while (!isStopping(service)) {
            Thread.onSpinWait();
        }
        release.countDown();
        closing.join();
        assertTrue(accepted.isDone());
        assertEquals(Verdict.OK, verdict(accepted));
    }

    @Test
    void tellsHowLongAnInspectionHasBeenWorkedOn() throws Exception {
        InspectionService service = blocked(Settings.USUAL);
        Duration first = service.longestRunning();
        assertTrue(first.toNanos() > 0);
        assertTrue(service.longestRunning().compareTo(first) > 0);
    }

    /** Four inspections, with two threads that judge: the last two are begun only when these need not wait for the disk. */
    @Test
    void theThreadsThatJudgeGoOnWhileTheDiskIsSlowAndAnswersWait() throws Exception {
        CountDownLatch reached = new CountDownLatch(4);
        InspectionRecorder slowDisk = inspection -> {
            reached.countDown();
            await(release);
            return inspection;
        };
        InspectionService service =
                new InspectionService(recipes, Settings.USUAL, slowDisk, done -> {}, Clock.systemUTC());
        opened.add(service);
        recipes.activate("dim", TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("dim")));
        List<CompletableFuture<CompletedInspection>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(service.submit(request(0, "dim")));
        }
        reached.await();
        assertTrue(answers.stream().noneMatch(CompletableFuture::isDone));
        release.countDown();
        for (CompletableFuture<CompletedInspection> answer : answers) {
            assertEquals(Verdict.OK, verdict(answer));
        }
    }

    @Test
    void whatCannotEvenBeReadIsKeptWithoutAVerdict() throws Exception {
        InspectionService service = service(Settings.USUAL);
        recipes.activate("dim", TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("dim")));
        CompletedInspection kept =
                service.cannotJudge(request(0, "dim"), "The file is locked").get();
        assertEquals(Verdict.CANNOT_JUDGE, kept.inspection().verdict());
        assertEquals("The file is locked", kept.inspection().reason().orElseThrow());
        assertEquals(1, heard.get());
    }

    @Test
    void textsThatCannotBeRecordedAreRefusedBeforeAnythingIsJudged() {
        assertThrows(InputException.class, () -> from("press", "a\nb"));
        assertThrows(InputException.class, () -> from("x".repeat(257), "1"));
        assertThrows(InputException.class, () -> request(0, "\u0000"));
        StoredRecipe recipe = TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("dim"));
        assertThrows(InputException.class, () -> recipes.activate("\t", recipe));
    }

    @Test
    void whatCannotBeWrittenDownHasNoVerdict() throws Exception {
        InspectionRecorder fullDisk = inspection -> {
            throw new IllegalStateException("not written down");
        };
        InspectionService service =
                new InspectionService(recipes, Settings.USUAL, fullDisk, done -> {}, Clock.systemUTC());
        opened.add(service);
        recipes.activate("dim", TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("dim")));
        CompletableFuture<CompletedInspection> inspection = service.submit(request(0, "dim"));
        Exception failure = assertThrows(ExecutionException.class, inspection::get);
        assertEquals("not written down", failure.getCause().getMessage());
    }

    /** More than there are places. */
    @Test
    void whateverFailsWhileAPartIsKeptTakesNobodysPlace() throws Exception {
        InspectionRecorder failing = completed -> {
            if (part(completed).startsWith("large")) {
                throw new OutOfMemoryError("no memory left");
            }
            return completed;
        };
        Settings few = new Settings(2, Duration.ofSeconds(30), 4);
        InspectionService service = new InspectionService(recipes, few, failing, done -> {}, Clock.systemUTC());
        opened.add(service);
        recipes.activate("dim", TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("dim")));
        for (int i = 0; i < 5; i++) {
            CompletableFuture<CompletedInspection> large = service.submit(from("press", "large " + i));
            assertEquals(
                    "no memory left",
                    assertThrows(ExecutionException.class, large::get)
                            .getCause()
                            .getMessage());
        }
        service.cannotJudge(from("press", "small"), "No picture").get();
    }

    @Test
    void aVerdictWaitsForNobodyWhoOnlyListensAndOutlivesTheirFailures() throws Exception {
        InspectionService service = new InspectionService(
                recipes,
                Settings.USUAL,
                inspection -> inspection,
                inspection -> {
                    await(release);
                    busy.countDown();
                    throw new IllegalStateException("not heard");
                },
                Clock.systemUTC());
        opened.add(service);
        recipes.activate("dim", TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("dim")));
        CompletableFuture<CompletedInspection> inspection = service.submit(request(0, "dim"));
        assertEquals(Verdict.OK, verdict(inspection));
        assertEquals(UNDER_WAY, busy.getCount());
        release.countDown();
        assertEquals(Verdict.OK, verdict(service.submit(request(0, "dim"))));
    }

    @Test
    void anImageThatCannotBeLaidOverTheReferenceIsKeptWithTheReason() throws Exception {
        InspectionService service = service(Settings.USUAL);
        TinyRecipe over = TinyRecipe.withThreshold(0.9).over(new Reference(DemoProduct.BOARD.good(1, 3), 15, 0.2, 0.5));
        recipes.activate("dim", over.writeTo(folder.resolve("over")));
        CompletedInspection kept = service.submit(request(128, "dim")).get();
        assertEquals(Verdict.CANNOT_JUDGE, kept.inspection().verdict());
        assertTrue(kept.inspection().reason().orElseThrow().contains("cannot be laid over"));
        assertTrue(kept.image().isPresent());
    }

    @Test
    void aFrozenCameraIsNoticed() throws Exception {
        InspectionService service = service(Settings.USUAL);
        recipes.activate("dim", TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("dim")));
        assertEquals(Verdict.OK, verdict(service.submit(from("press", "1"))));
        CompletedInspection repeated = service.submit(from("press", "2")).get();
        assertEquals(Verdict.CANNOT_JUDGE, repeated.inspection().verdict());
        assertTrue(repeated.inspection().reason().orElseThrow().contains("press"));
    }

    @Test
    void refusesARecipeThatScoresItsGoldenSetOtherwiseAndTheOneBeforeGoesOn() throws Exception {
        InspectionService service = service(Settings.USUAL);
        recipes.activate("dim", TinyRecipe.withThreshold(0.9).writeWithGolden(folder.resolve("dim"), 51, 0.2));
        StoredRecipe wrong = TinyRecipe.withThreshold(0.1).writeWithGolden(folder.resolve("wrong"), 51, 0.3);
        InputException refusal = assertThrows(InputException.class, () -> recipes.activate("dim", wrong));
        assertTrue(refusal.getMessage().contains("golden/grey-51.png"), refusal.getMessage());
        assertEquals(Verdict.OK, verdict(service.submit(request(60, "dim"))));
    }

    @Test
    void refusesMoreProductsThanThereIsMemoryFor() {
        recipes = new ActiveRecipes(new OnnxRuntime(), new Settings(1, Duration.ofSeconds(9), 1), Clock.systemUTC());
        StoredRecipe recipe = TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("dim"));
        recipes.activate("dim", recipe);
        recipes.activate("dim", recipe);
        assertThrows(InputException.class, () -> recipes.activate("other", recipe));
    }

    /** The score of an image tells which recipe made it: all of them must belong to the digest beside it. */
    @Test
    void activationsUnderLoadLoseNoInspectionAndMixNone() throws Exception {
        InspectionService service = service(new Settings(64, Duration.ofSeconds(60), 4));
        StoredRecipe whole = TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("whole"));
        StoredRecipe half = TinyRecipe.withThreshold(0.9).amplified(0.5f).writeTo(folder.resolve("half"));
        List<ActiveRecipe> all = new ArrayList<>(List.of(recipes.activate("dim", whole)));
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        Callable<Integer> client = () -> {
            int judged = 0;
            while (!over.get()) {
                Inspection inspection =
                        service.submit(request(204, "dim")).get().inspection();
                double expected = inspection.recipe().equals(whole.recipe().digest()) ? 0.8 : 0.4;
                assertEquals(expected, inspection.score().orElseThrow(), 1e-6);
                judged++;
            }
            return judged;
        };
        List<Future<Integer>> counts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            counts.add(clients.submit(client));
        }
        for (int i = 0; i < 20; i++) {
            all.add(recipes.activate("dim", i % 2 == 0 ? half : whole));
        }
        over.set(true);
        int judged = 0;
        for (Future<Integer> count : counts) {
            judged += count.get();
        }
        clients.shutdown();
        service.close();
        assertEquals(judged, heard.get());
        assertTrue(judged > 0);
        assertTrue(all.subList(0, all.size() - 1).stream().allMatch(ActiveRecipe::isClosed));
        assertFalse(all.get(all.size() - 1).isClosed());
    }

    @Test
    void goldenImagesAreJudgedAgainAndAgain() throws Exception {
        ActiveRecipe recipe =
                recipes.activate("dim", TinyRecipe.withThreshold(0.9).writeWithGolden(folder.resolve("dim"), 51, 0.2));
        GoldenJudgement first = recipe.lastGolden();
        assertTrue(first.report().agrees());
        GoldenWatch watch = new GoldenWatch(recipes, Settings.USUAL);
        opened.add(watch);
        watch.start();
        while (!recipe.lastGolden().at().isAfter(first.at())) {
            Thread.onSpinWait();
        }
        assertTrue(recipe.lastGolden().report().agrees());
    }

    private InspectionService service(Settings settings) {
        return keeping(settings, inspection -> heard.incrementAndGet());
    }

    /** With every thread at work on an inspection that does not end before {@link #release}. */
    private InspectionService blocked(Settings settings) throws Exception {
        InspectionService service = keeping(settings, this::hearAndWait);
        recipes.activate("dim", TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("dim")));
        occupy(service);
        return service;
    }

    private void occupy(InspectionService service) throws Exception {
        for (int i = 0; i < UNDER_WAY; i++) {
            service.submit(request(0, "dim"));
            while (service.waiting() > 0) {
                Thread.onSpinWait();
            }
        }
        busy.await();
    }

    private static Deadline soon(InspectionService service) {
        return service.deadline(Optional.empty(), System.nanoTime());
    }

    private InspectionService keeping(Settings settings, Consumer<CompletedInspection> heard) {
        InspectionRecorder recorder = inspection -> {
            heard.accept(inspection);
            return inspection;
        };
        InspectionService service = new InspectionService(recipes, settings, recorder, done -> {}, Clock.systemUTC());
        opened.add(service);
        return service;
    }

    private void hearAndWait(CompletedInspection inspection) {
        heard.incrementAndGet();
        busy.countDown();
        // The alarm of a deadline must get through.
        if (inspection.inspection().verdict() == Verdict.CANNOT_JUDGE) {
            return;
        }
        await(release);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Verdict verdict(Future<CompletedInspection> inspection) throws Exception {
        return inspection.get().inspection().verdict();
    }

    private static boolean isStopping(InspectionService service) {
        try {
            service.submit(request(0, "dim"));
            return false;
        } catch (InspectionRefusedException refusal) {
            return refusal.why() == Cause.STOPPING;
        }
    }

    private static Cause refusal(InspectionService service, InspectionRequest request) {
        return assertThrows(InspectionRefusedException.class, () -> service.submit(request))
                .why();
    }

    private static InspectionRequest from(String station, String part) {
        return new InspectionRequest(
                Pictures.png(0, 16), Optional.empty(), Optional.of(part), Optional.of(station), Optional.empty());
    }

    private static InspectionRequest request(int grey, String product) {
        return request(grey, Optional.of(product), Optional.empty());
    }

    private static InspectionRequest request(int grey, Optional<String> product, Optional<Sha256> recipe) {
        return new InspectionRequest(Pictures.png(grey, 16), product, Optional.empty(), Optional.empty(), recipe);
    }
}
