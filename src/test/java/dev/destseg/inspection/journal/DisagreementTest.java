package dev.destseg.inspection.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.Box;
import dev.destseg.image.Region;
import dev.destseg.inspection.Verdict;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What candidates would have said. */
class DisagreementTest {
    private static final Sha256 CANDIDATE = Sha256.of(new byte[] {2});

    @TempDir
    private Path folder;

    @Test
    void isFoundByProductAndCandidateNewestFirst() {
        try (Journal journal = SmallJournal.open(folder)) {
            Numbered<Disagreement> first = journal.append(otherwise(inspection(journal), CANDIDATE));
            Numbered<Disagreement> second = journal.append(cannotJudge(inspection(journal)));
            journal.append(otherwise(inspection(journal), Sha256.of(new byte[] {3})));

            Page<Numbered<Disagreement>> page =
                    journal.queries().disagreements("flange", CANDIDATE, Optional.empty(), 1);
            assertEquals(List.of(second), page.entries());
            Page<Numbered<Disagreement>> rest = journal.queries().disagreements("flange", CANDIDATE, page.next(), 1);
            assertEquals(new Page<>(List.of(first), Optional.empty()), rest);
            assertEquals(
                    List.of(),
                    journal.queries()
                            .disagreements("nut", CANDIDATE, Optional.empty(), 1)
                            .entries());
        }
    }

    @Test
    void refusesOneOnAnInspectionThatIsNotThere() {
        try (Journal journal = SmallJournal.open(folder)) {
            EntryId nothing = new EntryId("0192f0c1-2b3c-7000-8000-0123456789ab");
            assertThrows(InputException.class, () -> journal.append(otherwise(nothing, CANDIDATE)));
        }
    }

    @Test
    void goesWithItsInspection() {
        try (Journal journal = SmallJournal.open(folder)) {
            journal.append(otherwise(inspection(journal), CANDIDATE));
            Retention none = new Retention(Duration.ZERO, Duration.ZERO, Duration.ZERO, 1, 0, 0);
            new RetentionSweep(journal, none, () -> 0).run(SmallJournal.NOON.plusSeconds(1));
            assertEquals(
                    List.of(),
                    journal.queries()
                            .disagreements("flange", CANDIDATE, Optional.empty(), 1)
                            .entries());
        }
    }

    @Test
    void namesGoOnGrowingAfterIt() {
        EntryId last;
        try (Journal journal = SmallJournal.open(folder)) {
            last = journal.append(otherwise(inspection(journal), CANDIDATE)).id();
        }
        try (Journal journal = SmallJournal.open(folder)) {
            assertTrue(inspection(journal).compareTo(last) > 0);
            assertEquals(
                    Optional.of(last),
                    Optional.of(journal.queries()
                            .disagreements("flange", CANDIDATE, Optional.empty(), 1)
                            .entries()
                            .get(0)
                            .id()));
        }
    }

    private static EntryId inspection(Journal journal) {
        return journal.append(SmallJournal.ok(SmallJournal.NOON), Optional.empty(), Optional.empty())
                .id();
    }

    private static Disagreement otherwise(EntryId inspection, Sha256 candidate) {
        return new Disagreement(
                inspection,
                candidate,
                Verdict.DEFECT,
                Optional.empty(),
                OptionalDouble.of(0.75),
                0.5,
                List.of(new Region(new Box(1, 2, 3, 4), 9, 0.875f, 2.25, 3.5)));
    }

    private static Disagreement cannotJudge(EntryId inspection) {
        return new Disagreement(
                inspection,
                CANDIDATE,
                Verdict.CANNOT_JUDGE,
                Optional.of("The image is too dark"),
                OptionalDouble.empty(),
                0.5,
                List.of());
    }
}
