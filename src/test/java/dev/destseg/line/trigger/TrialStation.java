package dev.destseg.line.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Pictures;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.Settings;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.JournalRecorder;
import dev.destseg.inspection.journal.OutboxEntry;
import dev.destseg.inspection.journal.SmallJournal;
import dev.destseg.line.source.ImageSequence;
import dev.destseg.line.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What stands behind a station: a real journal, and a recipe that takes brightness for anomaly; its pictures are OK and DEFECT in turn. */
public final class TrialStation implements AutoCloseable {
    public static final String NAME = "press 4";
    public static final Duration NEVER_LATE = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final ActiveRecipes recipes = new ActiveRecipes(new OnnxRuntime(), Settings.USUAL, Clock.systemUTC());
    private final Journal journal;
    private final InspectionService inspections;

    /** @param listener hears of every verdict */
    public TrialStation(Path folder, Consumer<CompletedInspection> listener) throws IOException {
        this.folder = folder;
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.write(images.resolve("1.png"), Pictures.png(10, 16));
        Files.write(images.resolve("2.png"), Pictures.png(250, 16));
        journal = SmallJournal.open(folder.resolve("journal"));
        journal.outbox().open(Set.of("test"));
        inspections = new InspectionService(
                recipes, Settings.USUAL, new JournalRecorder(journal), listener, Clock.systemUTC());
        recipes.activate("tiny", TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny")));
    }

    public ActiveRecipes recipes() {
        return recipes;
    }

    public Journal journal() {
        return journal;
    }

    public InspectionService inspections() {
        return inspections;
    }

    public ImageSequence images() {
        return ImageSequence.of(folder.resolve("images"));
    }

    public TriggeredStation start(TriggerInput triggers) {
        return start(triggers, images(), NEVER_LATE);
    }

    public TriggeredStation start(TriggerInput triggers, Source source, Duration late) {
        TriggeredStation station = station(triggers, source, late);
        station.start();
        return station;
    }

    /** One that is not started yet. */
    public TriggeredStation station(TriggerInput triggers, Source source, Duration late) {
        return new TriggeredStation(NAME, "test", Optional.of("tiny"), source, triggers, inspections, journal, late);
    }

    public List<OutboxEntry> answers() {
        return journal.outbox().after(0, 100);
    }

    /** Verdicts by what the machine's counter said; one that was answered twice fails. */
    public Map<Long, Verdict> answers(int count) throws InterruptedException {
        waitFor(() -> answers().size() >= count);
        Map<Long, Verdict> answers = new TreeMap<>();
        for (OutboxEntry answer : answers()) {
            JsonNode message = tree(answer);
            Verdict before = answers.put(
                    message.get("trigger").asLong(),
                    Verdict.valueOf(message.get("verdict").asText()));
            assertEquals(null, before, answer.message());
        }
        return answers;
    }

    public static JsonNode tree(OutboxEntry answer) {
        try {
            return new ObjectMapper().readTree(answer.message());
        } catch (IOException e) {
            throw new AssertionError(answer.message(), e);
        }
    }

    public static void waitFor(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "It did not happen");
            Thread.sleep(10);
        }
    }

    @Override
    public void close() {
        inspections.close();
        recipes.close();
        journal.close();
    }
}
