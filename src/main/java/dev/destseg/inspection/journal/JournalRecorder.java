package dev.destseg.inspection.journal;

import dev.destseg.image.ImageWriter;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.Inspection;
import dev.destseg.inspection.InspectionRecorder;
import dev.destseg.inspection.InspectionRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Keeps inspections in the journal: the image as it came, and the map as 16-bit PNG, at the size that the networks see or, of
 * images judged in tiles, at the largest that is to be looked at.
 *
 * @param journal stays the caller's
 */
public record JournalRecorder(Journal journal) implements InspectionRecorder {
    /** A map is not compressed, and people look at it over the whole image. */
    private static final int LONGEST_SIDE = 1024;

    @Override
    public Hold anticipate(InspectionRequest request) {
        return journal.anticipate(request.image());
    }

    /** Encodes the map and has it on disk, so that only the database is left to be written in turn. */
    @Override
    public Draft prepare(CompletedInspection completed) {
        Optional<byte[]> map = map(completed);
        Hold hold = map.map(journal::anticipate).orElse(() -> {});
        return () -> begin(completed, map, hold);
    }

    /** @throws JournalException when it could not be written */
    @Override
    public CompletedInspection keep(CompletedInspection completed) {
        return prepare(completed).begin().await();
    }

    private Keeping begin(CompletedInspection completed, Optional<byte[]> map, Hold hold) {
        Supplier<InspectionEntry> entry;
        try {
            entry = journal.begin(
                    part(completed),
                    Optional.of(completed.request().image()).filter(bytes -> bytes.length > 0),
                    map,
                    completed.request().file(),
                    completed.request().trigger());
        } catch (RuntimeException e) {
            hold.close();
            throw e;
        }
        return () -> {
            try (hold) {
                return completed.withId(UUID.fromString(entry.get().id().text()));
            }
        };
    }

    /** The map, encoded. */
    static Optional<byte[]> map(CompletedInspection completed) {
        return completed.inspection().map().map(whole -> ImageWriter.png16(whole.within(LONGEST_SIDE)));
    }

    static JudgedPart part(CompletedInspection completed) {
        Inspection inspection = completed.inspection();
        SortedMap<String, Duration> stages = new TreeMap<>();
        completed.stages().forEach((stage, time) -> stages.put(stage.name().toLowerCase(Locale.ROOT), time));
        return new JudgedPart(
                new Origin(
                        completed.received(),
                        completed.request().captured(),
                        completed.product(),
                        completed.request().station(),
                        completed.request().part()),
                completed
                        .recipe()
                        .map(recipe -> new JudgingRecipe(recipe.name(), recipe.version(), inspection.recipe()))
                        .orElse(JudgingRecipe.NONE),
                inspection.verdict(),
                inspection.reason(),
                inspection.score(),
                inspection.threshold(),
                inspection.regions(),
                stages,
                inspection.zones());
    }
}
