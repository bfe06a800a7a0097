package dev.destseg.inspection.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.inspection.FileStamp;
import dev.destseg.inspection.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictOutboxTest {
    private static final int MANY = 100;

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

    private void reopen() {
        journal.close();
        open();
    }

    private InspectionEntry judge(Optional<String> station) {
        Origin origin = new Origin(SmallJournal.NOON, "flange", station, Optional.of("A-17"));
        return journal.append(SmallJournal.judged(origin, Verdict.DEFECT, 0.75), Optional.empty(), Optional.empty());
    }

    private List<OutboxEntry> waiting(String output) {
        return journal.outbox().after(progress(output).told(), MANY);
    }

    private OutputProgress progress(String output) {
        return journal.outbox().progress().get(output);
    }

    @Test
    void verdictsAreKeptForOutputsOnly() {
        judge(Optional.of("press"));
        assertEquals(0, journal.outbox().newest());
        assertEquals(Map.of(), journal.outbox().progress());
    }

    @Test
    void anOutputIsToldOfWhatComesAfterItBegan() {
        journal.outbox().open(Set.of("line"));
        InspectionEntry first = judge(Optional.of("press"));
        journal.outbox().open(Set.of("line", "plant"));
        InspectionEntry second = judge(Optional.of("press"));

        assertEquals(
                List.of(first.id(), second.id()),
                waiting("line").stream().map(OutboxEntry::inspection).toList());
        assertEquals(
                List.of(second.id()),
                waiting("plant").stream().map(OutboxEntry::inspection).toList());
    }

    @Test
    void theMessageIsTheInspectionWithItsNumber() {
        journal.outbox().open(Set.of("line"));
        InspectionEntry entry = judge(Optional.of("press"));

        JsonNode message = EntryJson.tree(waiting("line").get(0).message());

        assertEquals(EntryJson.of(entry).put("sequence", 1).toString(), message.toString());
        assertEquals("A-17", message.get("part_number").asText());
    }

    @Test
    void everyStationIsCountedByItselfAlsoOverRestarts() {
        journal.outbox().open(Set.of("line"));
        judge(Optional.of("press"));
        judge(Optional.of("lathe"));
        judge(Optional.empty());
        reopen();
        journal.outbox().open(Set.of("line"));
        judge(Optional.of("press"));
        judge(Optional.empty());

        assertEquals(
                List.of(1L, 1L, 1L, 2L, 2L),
                waiting("line").stream().map(OutboxEntry::sequence).toList());
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L),
                waiting("line").stream().map(OutboxEntry::position).toList());
    }

    @Test
    void whatEveryOutputWasToldOfGoesAndItsPositionIsNotGivenAgain() {
        journal.outbox().open(Set.of("line", "plant"));
        judge(Optional.of("press"));
        judge(Optional.of("press"));
        journal.outbox().told("line", 2, SmallJournal.NOON);
        assertEquals(2, waiting("plant").size());
        assertEquals(List.of(), waiting("line"));

        journal.outbox().told("plant", 2, SmallJournal.NOON);
        assertEquals(List.of(), journal.outbox().after(0, MANY));
        assertEquals(Optional.of(SmallJournal.NOON), progress("plant").toldAt());

        reopen();
        journal.outbox().open(Set.of("line", "plant"));
        judge(Optional.of("press"));
        assertEquals(3, waiting("line").get(0).position());
        assertEquals(3, waiting("line").get(0).sequence());
    }

    @Test
    void anOutputThatIsNotConfiguredAnyMoreIsForgottenWithItsCount() {
        journal.outbox().open(Set.of("line", "plant"));
        judge(Optional.of("press"));
        journal.outbox().told("line", 1, SmallJournal.NOON);

        SortedMap<String, Long> forgotten = journal.outbox().open(Set.of("line"));

        assertEquals(Map.of("plant", 1L), forgotten);
        assertEquals(Set.of("line"), journal.outbox().progress().keySet());
        assertEquals(List.of(), journal.outbox().after(0, MANY));
    }

    @Test
    void beyondTheBoundTheOldestAreGivenUpAndCounted() {
        journal.outbox().open(Set.of("line"));
        for (int i = 0; i < 5; i++) {
            judge(Optional.of("press"));
        }
        long last = journal.outbox().drop("line", 0, 2, Optional.empty(), SmallJournal.NOON);

        assertEquals(3, last);
        assertEquals(3, progress("line").dropped());
        assertEquals(Optional.of(SmallJournal.NOON), progress("line").droppedAt());
        assertEquals(
                List.of(4L, 5L),
                waiting("line").stream().map(OutboxEntry::position).toList());
        assertEquals(4, journal.outbox().after(0, MANY).get(0).position());
    }

    @Test
    void thoseThatWaitTooLongAreGivenUp() throws InterruptedException {
        journal.outbox().open(Set.of("line"));
        judge(Optional.of("press"));
        Thread.sleep(5);
        Instant between = Instant.now();
        judge(Optional.of("press"));

        assertEquals(1, journal.outbox().drop("line", 0, MANY, Optional.of(between), between));
        assertEquals(1, journal.outbox().drop("line", 1, MANY, Optional.of(between), between));
        assertEquals(
                2,
                journal.outbox().drop("line", 1, MANY, Optional.of(Instant.now().plusSeconds(1)), between));
        assertEquals(2, progress("line").dropped());
    }

    @Test
    void whoWaitsHearsOfANewVerdict() throws Exception {
        journal.outbox().open(Set.of("line"));
        Thread judging = new Thread(() -> judge(Optional.of("press")));
        judging.start();
        journal.outbox().await(0, Duration.ofMinutes(1));
        assertTrue(journal.outbox().newest() == 1);
        judging.join();
    }

    @Test
    void anInspectionThatCannotBeKeptIsNotToldOf() {
        journal.outbox().open(Set.of("line"));
        FileStamp file = new FileStamp("/images/a.png", 3, SmallJournal.NOON);
        journal.append(
                SmallJournal.ok(SmallJournal.NOON),
                Optional.empty(),
                Optional.empty(),
                Optional.of(file),
                Optional.empty());
        assertThrows(
                JournalException.class,
                () -> journal.append(
                        SmallJournal.ok(SmallJournal.NOON),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(file),
                        Optional.empty()));

        assertEquals(1, waiting("line").size());
        judge(Optional.of("press 2"));
        assertEquals(
                List.of(1L, 2L),
                waiting("line").stream().map(OutboxEntry::position).toList());
    }
}
