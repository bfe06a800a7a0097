package dev.destseg.inspection.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Pictures;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.Settings;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.journal.InspectionFilter;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.JournalRecorder;
import dev.destseg.inspection.journal.SmallJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a recipe that takes brightness for anomaly, and a real journal. */
class WarmUpTest {
    private static final String PRODUCT = "tiny";

    @TempDir
    private Path folder;

    private final List<CompletedInspection> heard = new ArrayList<>();
    private final ActiveRecipes recipes = new ActiveRecipes(new OnnxRuntime(), Settings.USUAL, Clock.systemUTC());
    private Journal journal;
    private InspectionService service;

    @BeforeEach
    void open() {
        journal = SmallJournal.open(folder.resolve("journal"));
        journal.outbox().open(Set.of("line"));
        service = new InspectionService(
                recipes, Settings.USUAL, new JournalRecorder(journal), heard::add, Clock.systemUTC());
        recipes.activate(PRODUCT, TinyRecipe.withThreshold(0.5).writeWithGolden(folder.resolve("tiny"), 51, 0.2));
    }

    @AfterEach
    void close() {
        service.close();
        recipes.close();
        journal.close();
    }

    private WarmUp warmUp(Duration longest) {
        return new WarmUp(recipes, service, new Settings(16, longest, 4), journal);
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("journal").resolve("files"))) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void nothingStaysOfItAndNobodyHears() throws Exception {
        warmUp(Duration.ofMinutes(1)).run(() -> {});
        service.close(); // A thread of it deletes the last file.

        assertEquals(
                List.of(),
                journal.queries()
                        .list(InspectionFilter.ALL, Optional.empty(), 10)
                        .entries());
        assertEquals(0, files());
        assertEquals(List.of(), journal.outbox().after(0, 10));
        assertEquals(List.of(), heard);
    }

    @Test
    void aPartThatWasJudgedBeforeKeepsItsImage() throws Exception {
        InspectionRequest part = new InspectionRequest(
                Pictures.png(51, TinyRecipe.SIZE),
                Optional.of(PRODUCT),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        service.submit(part).get();
        long before = files();

        warmUp(Duration.ofMinutes(1)).run(() -> {});
        service.close();

        assertEquals(before, files());
        assertEquals(
                1,
                journal.queries()
                        .list(InspectionFilter.ALL, Optional.empty(), 10)
                        .entries()
                        .size());
    }

    @Test
    void whatWasPutOffIsDoneBeforeAnySignalIsHeard() {
        List<String> done = new ArrayList<>();
        warmUp(Duration.ofMinutes(1)).run(() -> done.add("verified"));
        assertEquals(List.of("verified"), done);
    }

    @Test
    void whatWasPutOffIsDoneWhereNothingCanBeJudged() {
        service.refuse();
        List<String> done = new ArrayList<>();
        warmUp(Duration.ofMinutes(1)).run(() -> done.add("verified"));
        assertEquals(List.of("verified"), done);
    }

    @Test
    void whatWasPutOffAndFailsDoesNotKeepTheBoxFromStarting() {
        warmUp(Duration.ofMinutes(1)).run(() -> {
            throw new IllegalStateException("on purpose");
        });
    }

    @Test
    void itIsNotWantedWhereItHasNoTime() {
        assertFalse(warmUp(Duration.ZERO).isWanted());
        assertTrue(warmUp(Duration.ofSeconds(3)).isWanted());
    }
}
