package dev.destseg.inspection.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.destseg.recipe.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal forgets, and in which order. */
class RetentionTest {
    private static final Instant NOW = SmallJournal.NOON;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Retention ROOMY = new Retention(DAY.multipliedBy(10), DAY.multipliedBy(100), DAY, 1_000, 0, 0);

    @TempDir
    private Path folder;

    private Journal journal;

    @BeforeEach
    void open() {
        journal = SmallJournal.open(folder);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void deletesByAgeAndKeepsRejectsAndConfirmedPartsLonger() {
        append(SmallJournal.ok(daysAgo(11)), "ok 11");
        EntryId confirmed = append(SmallJournal.ok(daysAgo(12)), "confirmed");
        journal.append(new Feedback(confirmed, NOW, "ana", Opinion.GOOD, List.of()));
        EntryId young = append(SmallJournal.ok(daysAgo(9)), "ok 9");
        EntryId reject = append(SmallJournal.defect(daysAgo(99)), "defect 99");
        append(SmallJournal.defect(daysAgo(101)), "defect 101");
        EntryId unjudged = append(SmallJournal.cannotJudge(SmallJournal.origin(daysAgo(99))), "cannot judge 99");
        append(SmallJournal.cannotJudge(SmallJournal.origin(daysAgo(101))), "cannot judge 101");
        event(daysAgo(2));
        event(daysAgo(0));

        Deleted deleted = sweep(ROOMY);

        assertEquals(new Deleted(3, 0, 0, 1, 6, deleted.bytes()), deleted);
        assertEquals(List.of(unjudged, reject, young, confirmed), left());
        assertEquals(
                1,
                journal.queries()
                        .events(Optional.empty(), Optional.empty(), 10)
                        .entries()
                        .size());
        assertTrue(sweep(ROOMY).isNothing());
        assertTrue(deleted.sentence().contains("3 inspections beyond their age"), deleted::sentence);
    }

    @Test
    void feedbackGoesWithItsInspection() {
        EntryId old = append(SmallJournal.ok(daysAgo(101)), "old");
        journal.append(new Feedback(old, NOW, "ana", Opinion.GOOD, List.of()));
        assertEquals(1, sweep(ROOMY).tooOld());
        assertEquals(List.of(), journal.queries().feedback(old));
    }

    @Test
    void beyondTheCountTheOldestGoAndThoseJudgedOkFirst() {
        EntryId reject = append(SmallJournal.defect(NOW), "1");
        append(SmallJournal.ok(NOW), "2");
        EntryId kept = append(SmallJournal.ok(NOW), "3");
        assertEquals(1, sweep(atMost(2)).tooMany());
        assertEquals(List.of(kept, reject), left());

        EntryId newest = append(SmallJournal.defect(NOW), "4");
        assertEquals(2, sweep(atMost(1)).tooMany());
        assertEquals(List.of(newest), left());
    }

    @Test
    void deletesMoreThanOneGroupOfRows() {
        for (int i = 0; i < 250; i++) {
            journal.append(SmallJournal.ok(daysAgo(i < 230 ? 11 : 1)), Optional.empty(), Optional.empty());
        }
        assertEquals(230, sweep(ROOMY).tooOld());
        assertEquals(15, sweep(atMost(5)).tooMany());
    }

    /** A disk that holds so many bytes of images and maps, counted on the real one. */
    @Test
    void makesRoomOnTheDiskWithTheOldestOkPartsFirst() {
        for (int i = 0; i < 150; i++) {
            append(SmallJournal.ok(NOW), "image " + i);
        }
        EntryId reject = append(SmallJournal.defect(NOW), "reject");
        long used = bytesUsed();
        Retention retention = new Retention(DAY, DAY, DAY, 1_000, 100, 20);

        Deleted deleted = new RetentionSweep(journal, retention, () -> used + 99 - bytesUsed()).run(NOW);
        assertEquals(100, deleted.forSpace(), "a group of rows at once");
        assertEquals(used - bytesUsed(), deleted.bytes());
        assertEquals(51, left().size());
        assertTrue(left().contains(reject));

        Deleted rest = new RetentionSweep(journal, retention, () -> 0).run(NOW);
        assertEquals(31, rest.forSpace(), "down to what stays, when that does not help");
        assertEquals(20, left().size());
        assertTrue(left().contains(reject));
        assertEquals(0, new RetentionSweep(journal, retention, () -> 0).run(NOW).forSpace());
    }

    @Test
    void aFileStaysAsLongAsARowNamesIt() {
        append(SmallJournal.ok(daysAgo(11)), "shared");
        EntryId other = append(SmallJournal.ok(daysAgo(1)), "shared");

        Deleted deleted = sweep(ROOMY);

        assertEquals(1, deleted.tooOld());
        assertEquals(1, deleted.files(), "the map, which is of one inspection alone");
        Sha256 image = journal.queries().find(other).orElseThrow().image().orElseThrow();
        assertTrue(journal.queries().content(image).isPresent());
    }

    @Test
    void aFileStaysWhileARowThatWillNameItIsWritten() throws IOException {
        byte[] bytes = {1, 2, 3};
        Sha256 digest = Sha256.of(bytes);
        ContentFiles.Loan first = journal.files().store(bytes);
        ContentFiles.Loan second = journal.files().store(bytes);
        assertTrue(journal.removeOrphans().isNothing());
        first.close();
        assertTrue(journal.removeOrphans().isNothing());
        assertTrue(journal.queries().content(digest).isPresent());
        second.close();
        assertEquals(1, journal.removeOrphans().files());
        assertTrue(journal.queries().content(digest).isEmpty());
    }

    @Test
    void refusesToKeepRejectsShorterThanOks() {
        assertThrows(IllegalArgumentException.class, () -> new Retention(DAY.multipliedBy(2), DAY, DAY, 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Retention(DAY, DAY, DAY, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Retention(DAY, DAY, DAY, 1, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Retention(DAY, DAY, DAY, 1, 0, -1));
    }

    private static Retention atMost(long inspections) {
        return new Retention(ROOMY.okAge(), ROOMY.rejectAge(), ROOMY.eventAge(), inspections, 0, 0);
    }

    private Deleted sweep(Retention retention) {
        return new RetentionSweep(journal, retention, () -> Long.MAX_VALUE).run(NOW);
    }

    private EntryId append(JudgedPart part, String image) {
        return journal.append(
                        part,
                        SmallJournal.bytes(image),
                        SmallJournal.bytes("map of " + part.origin().time() + image))
                .id();
    }

    private void event(Instant time) {
        journal.append(new Event(time, Event.TRAINING, "ana", JsonNodeFactory.instance.objectNode()));
    }

    private List<EntryId> left() {
        return journal.queries().list(InspectionFilter.ALL, Optional.empty(), Page.LARGEST).entries().stream()
                .map(InspectionEntry::id)
                .toList();
    }

    private long bytesUsed() {
        try {
            List<Sha256> files = new ArrayList<>();
            journal.files().forEach(files::add);
            long bytes = 0;
            for (Sha256 file : files) {
                bytes += Files.size(journal.files().path(file));
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant daysAgo(int days) {
        return NOW.minus(DAY.multipliedBy(days));
    }
}
