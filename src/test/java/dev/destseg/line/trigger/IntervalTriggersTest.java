package dev.destseg.line.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inspection.Settings;
import dev.destseg.inspection.Verdict;
import dev.destseg.line.source.Picture;
import dev.destseg.line.source.Source;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triggers that the box counts by itself, and those that are handed over. */
class IntervalTriggersTest {
    @TempDir
    private Path folder;

    @Test
    void theClockTriggersAndTheBoxCountsOnAfterAStart() throws Exception {
        try (TrialStation trial = new TrialStation(folder, heard -> {})) {
            try (TriggeredStation station = trial.start(new IntervalTriggers(Duration.ofMillis(50), 0))) {
                assertTrue(trial.answers(3).keySet().containsAll(Set.of(1L, 2L, 3L)));
                assertEquals(0, station.state().missed() + station.state().doubled());
            }
            long before = trial.answers(3).size();
            try (TriggeredStation station = trial.start(new IntervalTriggers(Duration.ofMillis(50), before))) {
                assertTrue(trial.answers((int) before + 2).containsKey(before + 2));
                assertEquals(0, station.state().anew() + station.state().doubled());
            }
        }
    }

    @Test
    void whatTheStationHasNoPlaceForIsMissed() throws Exception {
        try (TrialStation trial = new TrialStation(folder, heard -> {});
                TriggeredStation station = trial.start(
                        new IntervalTriggers(Duration.ofMillis(10), 0),
                        new WaitingCamera(Duration.ofMillis(100)),
                        TrialStation.NEVER_LATE)) {
            TrialStation.waitFor(() -> station.state().missed() > 0);
            assertEquals(0, station.state().doubled() + station.state().anew());
        }
    }

    @Test
    void nobodyWaitsForAPictureBehindTheDeadline() throws Exception {
        PushedTriggers hands = new PushedTriggers();
        try (TrialStation trial = new TrialStation(folder, heard -> {});
                TriggeredStation station = new TriggeredStation(
                        Settings.HASTY,
                        "test",
                        Optional.of("tiny"),
                        new WaitingCamera(Duration.ofHours(1)),
                        hands,
                        trial.inspections(),
                        trial.journal(),
                        TrialStation.NEVER_LATE)) {
            station.start();
            TrialStation.waitFor(() -> hands.push(OptionalLong.of(1), Optional.empty()));
            assertEquals(Map.of(1L, Verdict.CANNOT_JUDGE), trial.answers(1));
            String reason =
                    TrialStation.tree(trial.answers().get(0)).get("reason").asText();
            assertTrue(reason.contains("no verdict within 250 ms"), reason);
            assertTrue(reason.contains("The camera is slow"), reason);
        }
    }

    /**
     * Sees nothing.
     *
     * @param patience with the part's picture
     */
    private record WaitingCamera(Duration patience) implements Source {
        @Override
        public byte[] take() throws IOException {
            throw new IOException("The camera is slow");
        }

        @Override
        public Picture take(long sequence, long since, Duration longest) throws IOException {
            try {
                Thread.sleep((longest.compareTo(patience) < 0 ? longest : patience).toMillis() + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("The camera is slow");
        }

        @Override
        public void close() {}
    }

    @Test
    void whatWasAcceptedIsKeptBeforeAStationIsClosed() throws Exception {
        try (TrialStation trial = new TrialStation(folder, heard -> {})) {
            PushedTriggers hands = new PushedTriggers();
            TriggeredStation station = trial.start(hands);
            TrialStation.waitFor(() -> hands.push(OptionalLong.empty(), Optional.empty()));
            for (int i = 0; i < 10; i++) {
                assertTrue(hands.push(OptionalLong.empty(), Optional.empty()));
            }
            TrialStation.waitFor(() -> station.state().triggers() == 11);
            station.close();
            assertEquals(11, trial.answers().size());
        }
    }

    @Test
    void aWayOfTriggersThatFailsInsideIsTriedAgain() throws Exception {
        TriggerInput failing = new TriggerInput() {
            private boolean isMended;

            @Override
            public void connect(TriggerListener listener) {
                if (!isMended) {
                    isMended = true;
                    throw new IllegalStateException("not this time");
                }
                listener.accept("1");
            }

            @Override
            public void close() {}
        };
        try (TrialStation trial = new TrialStation(folder, heard -> {});
                TriggeredStation station = trial.start(failing)) {
            TrialStation.waitFor(() -> station.state().problem().isPresent());
            assertEquals(Set.of(1L), trial.answers(1).keySet());
            TrialStation.waitFor(() -> station.state().problem().isEmpty());
        }
    }

    @Test
    void refusesAnIntervalThatNoCameraKeepsUpWith() {
        assertThrows(InputException.class, () -> new IntervalTriggers(Duration.ofMillis(9), 0));
    }

    @Test
    void whatIsHandedOverIsATriggerWithItsNumberOrTheNextOne() throws Exception {
        try (TrialStation trial = new TrialStation(folder, heard -> {})) {
            PushedTriggers hands = new PushedTriggers();
            assertFalse(hands.push(OptionalLong.of(1), Optional.empty()), "nobody listens yet");
            try (TriggeredStation station = trial.start(hands)) {
                TrialStation.waitFor(() -> hands.push(OptionalLong.of(7), Optional.of("A-7")));
                assertTrue(hands.push(OptionalLong.empty(), Optional.empty()));
                assertEquals(Set.of(7L, 8L), trial.answers(2).keySet());
                assertEquals(
                        "A-7",
                        TrialStation.tree(trial.answers().get(0))
                                .get("part_number")
                                .asText());
                assertThrows(InputException.class, () -> hands.push(OptionalLong.of(-1), Optional.empty()));
                assertEquals(2, station.state().triggers());
            }
        }
    }
}
