package dev.destseg.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Pictures;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.Settings;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.journal.InspectionEntry;
import dev.destseg.inspection.journal.InspectionFilter;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.JournalRecorder;
import dev.destseg.inspection.journal.Page;
import dev.destseg.inspection.journal.SmallJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files, a real journal, and a recipe that takes brightness for anomaly. */
class FolderSourceTest {
    private static final long LARGEST = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final ActiveRecipes recipes = new ActiveRecipes(new OnnxRuntime(), Settings.USUAL, Clock.systemUTC());
    private final CountDownLatch slow = new CountDownLatch(1);
    private Path incoming = Path.of("unset");
    private Journal journal;
    private InspectionService inspections;

    @BeforeEach
    void open() throws IOException {
        incoming = Files.createDirectory(folder.resolve("incoming"));
        journal = SmallJournal.open(folder.resolve("journal"));
        inspections = service(Settings.USUAL);
    }

    @AfterEach
    void close() {
        slow.countDown();
        inspections.close();
        recipes.close();
        journal.close();
    }

    @Test
    void judgesFilesThatComeAndPutsThemAwayWithWhatWasFound() throws Exception {
        activate();
        drop("before.png", 10);
        drop("after.png", 250);
        run(moving().results(true), () -> judged().size() == 2 && Files.exists(incoming.resolve("done/after.png")));
        assertTrue(Files.exists(incoming.resolve("done/before.png")));
        assertFalse(Files.exists(incoming.resolve("before.png")));
        JsonNode found = new ObjectMapper()
                .readTree(incoming.resolve("done/after.png.json").toFile());
        assertEquals("DEFECT", found.get("verdict").asText());
        assertEquals("after", found.get("part_number").asText());
        assertEquals("press 2", found.get("station").asText());
        InspectionEntry entry = judged().stream()
                .filter(each -> each.part().verdict() == Verdict.DEFECT)
                .findFirst()
                .orElseThrow();
        assertEquals(entry.id().text(), found.get("id").asText());
    }

    @Test
    void keptFilesAreJudgedOnceAlsoAfterARestart() throws Exception {
        activate();
        drop("a.png", 10);
        try (FolderSource source = start(keeping())) {
            waitFor(() -> source.state().judged() == 1);
        }
        drop("b.png", 20);
        try (FolderSource source = start(keeping())) {
            waitFor(() -> source.state().judged() == 1);
        }
        assertEquals(2, judged().size());
        assertTrue(Files.exists(incoming.resolve("a.png")));
    }

    @Test
    void whatAKillLeftBehindIsOnlyPutAway() throws Exception {
        activate();
        drop("a.png", 10);
        try (FolderSource source = start(keeping())) {
            waitFor(() -> source.state().judged() == 1);
        }
        try (FolderSource source = start(moving())) {
            waitFor(() -> Files.exists(incoming.resolve("done/a.png")));
            assertEquals(0, source.state().judged());
        }
        assertEquals(1, judged().size());
    }

    @Test
    void anotherFileUnderTheSameNameIsJudgedTooAndOverwritesNothing() throws Exception {
        activate();
        drop("camera.png", 10);
        run(moving(), () -> Files.exists(incoming.resolve("done/camera.png")));
        drop("camera.png", 250);
        run(moving(), () -> judged().size() == 2 && !Files.exists(incoming.resolve("camera.png")));
        assertEquals(2, list(incoming.resolve("done")).size());
    }

    /** Only its bytes tell that it is another one. */
    @Test
    void aFileOfTheSameNameSizeAndTimeButOtherBytesIsNeverMovedUnjudged() throws Exception {
        activate();
        drop("a.bmp", 10);
        byte[] one = Pictures.png(10, 16);
        byte[] other = one.clone();
        other[other.length - 1] ^= 1;
        Path file = incoming.resolve("a.bmp");
        Files.write(file, one);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        try (FolderSource source = start(keeping())) {
            waitFor(() -> source.state().judged() == 1);
        }
        Files.write(file, other);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        run(moving(), () -> !Files.exists(file));
        assertEquals(2, judged().size());
    }

    @Test
    void whatIsNoImageOrTooLargeCannotBeJudgedAndIsMovedAside() throws Exception {
        activate();
        Files.writeString(incoming.resolve("broken.png"), "no image");
        Files.write(incoming.resolve("huge.png"), new byte[(int) LARGEST + 1]);
        Files.writeString(incoming.resolve("notes.txt"), "not meant");
        try (FolderSource source = start(moving())) {
            waitFor(() -> source.state().judged() == 2
                    && list(incoming.resolve("cannot-judge")).size() == 2);
        }
        assertTrue(judged().stream().allMatch(entry -> entry.part().verdict() == Verdict.CANNOT_JUDGE));
        assertTrue(judged().stream().anyMatch(entry -> entry.image().isEmpty()), "nobody has read the large one");
        assertTrue(Files.exists(incoming.resolve("notes.txt")));
    }

    @Test
    void filesWaitWhileTheQueueIsFullAndNoneIsDropped() throws Exception {
        inspections.close();
        inspections = service(new Settings(1, Duration.ofSeconds(30), 4));
        activate();
        for (int i = 0; i < 30; i++) {
            drop(i + ".png", i);
        }
        try (FolderSource first = start(moving());
                FolderSource second = start(in(Files.createDirectory(folder.resolve("more"))))) {
            for (int i = 0; i < 30; i++) {
                Files.write(folder.resolve("more").resolve(i + ".png"), Pictures.png(100 + i, 16));
            }
            waitFor(() -> first.state().judged() + second.state().judged() == 60);
        }
        assertEquals(60, judged().size());
        assertEquals(
                60, judged().stream().map(InspectionEntry::image).distinct().count());
    }

    @Test
    void filesWaitForARecipeAndTheFolderSaysSo() throws Exception {
        drop("a.png", 10);
        try (FolderSource source = start(moving())) {
            waitFor(() -> source.state().problem().isPresent());
            assertTrue(source.state().problem().get().contains("tiny"), source.state()::toString);
            assertEquals(1, source.state().waiting());
            activate();
            waitFor(() ->
                    source.state().judged() == 1 && source.state().problem().isEmpty());
        }
    }

    @Test
    void aFolderThatGoesAwayIsReportedAndWorkedOnWhenItIsBack() throws Exception {
        activate();
        try (FolderSource source = start(keeping())) {
            Path away = folder.resolve("away");
            Files.move(incoming, away);
            waitFor(() -> source.state().problem().isPresent());
            Files.move(away, incoming);
            drop("a.png", 10);
            waitFor(() ->
                    source.state().judged() == 1 && source.state().problem().isEmpty());
        }
    }

    @Test
    void aRepeatedFrameIsMovedAside() throws Exception {
        activate();
        drop("1.png", 10);
        drop("2.png", 10);
        run(moving(), () -> Files.exists(incoming.resolve("cannot-judge/2.png")));
        assertTrue(Files.exists(incoming.resolve("done/1.png")));
    }

    private void activate() {
        recipes.activate("tiny", TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny")));
    }

    private InspectionService service(Settings settings) {
        return new InspectionService(recipes, settings, new JournalRecorder(journal), done -> {}, Clock.systemUTC());
    }

    private FolderSource start(Options options) {
        FolderSource source = new FolderSource(options.folder(), inspections, journal);
        source.start();
        return source;
    }

    /** Works on the folder until something is so. */
    private void run(Options options, BooleanSupplier until) throws InterruptedException {
        FolderSource source = start(options);
        waitFor(until);
        source.close();
    }

    private Options moving() {
        return in(incoming);
    }

    private Options keeping() {
        return new Options(incoming, Processed.KEEP, false);
    }

    private static Options in(Path directory) {
        return new Options(directory, Processed.MOVE, false);
    }

    private record Options(Path directory, Processed processed, boolean writes) {
        Options results(boolean wanted) {
            return new Options(directory, processed, wanted);
        }

        WatchedFolder folder() {
            return new WatchedFolder(
                    "test",
                    directory,
                    Optional.of("tiny"),
                    directory.endsWith("incoming") ? Optional.of("press 2") : Optional.empty(),
                    processed,
                    directory.resolve("done"),
                    directory.resolve("cannot-judge"),
                    writes,
                    Duration.ofMillis(30),
                    Duration.ofMillis(50),
                    LARGEST);
        }
    }

    private void drop(String name, int grey) throws IOException {
        Files.write(incoming.resolve(name), Pictures.png(grey, 16));
    }

    /** The newest first. */
    private List<InspectionEntry> judged() {
        return journal.queries()
                .list(InspectionFilter.ALL, Optional.empty(), Page.LARGEST)
                .entries();
    }

    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void waitFor(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), "It has not come to pass within " + PATIENCE);
            Thread.sleep(5);
        }
    }
}
