package dev.destseg.line.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.OutboxEntry;
import dev.destseg.line.source.ImageSequence;
import dev.destseg.line.source.Picture;
import dev.destseg.line.source.Source;
import dev.destseg.line.trigger.StationState;
import dev.destseg.line.trigger.TrialStation;
import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.line.trigger.TriggerListener;
import dev.destseg.line.trigger.TriggeredStation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real broker, a real journal, and a recipe that takes brightness for anomaly. */
class TriggeredStationTest {
    @TempDir
    private Path folder;

    private RealBroker broker;
    private TrialStation trial;

    @BeforeEach
    void open() throws Exception {
        broker = RealBroker.start(folder.resolve("broker"));
        trial = new TrialStation(folder, heard -> {});
    }

    @AfterEach
    void close() {
        trial.close();
        broker.close();
    }

    private TriggeredStation start(MqttVersion version, Source source, Duration late) throws Exception {
        Broker known = new Broker(
                broker.url("mqtt"), version, "box", Optional.empty(), Optional.empty(), Duration.ofSeconds(10));
        MqttTriggers triggers = new MqttTriggers(known, new MqttTopics("plant").triggers(TrialStation.NAME));
        TriggeredStation station = trial.start(triggers, source, late);
        broker.waitForListener("box");
        return station;
    }

    private TriggeredStation start() throws Exception {
        return start(MqttVersion.V5, trial.images(), TrialStation.NEVER_LATE);
    }

    private void send(String... triggers) throws Exception {
        for (String trigger : triggers) {
            broker.say("plant/trigger/" + TrialStation.NAME, trigger);
        }
    }

    private Map<Long, Verdict> answers(int count) throws InterruptedException {
        return trial.answers(count);
    }

    private List<OutboxEntry> answers() {
        return trial.answers();
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void takesAPictureForEachTriggerAndTheVerdictNamesIt(MqttVersion version) throws Exception {
        try (TriggeredStation station = start(version, trial.images(), TrialStation.NEVER_LATE)) {
            send("{\"sequence\": 41, \"part\": \"A-17\"}", "42");
            assertEquals(Map.of(41L, Verdict.OK, 42L, Verdict.DEFECT), answers(2));
            StationState state = station.state();
            assertEquals(2, state.triggers());
            assertEquals(Optional.empty(), state.problem());
        }
        OutboxEntry named = answers().get(0);
        assertEquals(Optional.of(TrialStation.NAME), named.station());
        assertEquals("A-17", TrialStation.tree(named).get("part_number").asText());
    }

    @Test
    void whatIsMissedGetsCannotJudgeAndWhatComesTwiceIsAnsweredOnce() throws Exception {
        try (TriggeredStation station = start()) {
            send("1", "4", "4", "2", "nonsense", "5");
            Map<Long, Verdict> answers = answers(5);
            assertEquals(Set.of(1L, 2L, 3L, 4L, 5L), answers.keySet());
            assertEquals(Verdict.CANNOT_JUDGE, answers.get(2L));
            assertEquals(Verdict.CANNOT_JUDGE, answers.get(3L));
            StationState state = station.state();
            assertEquals(3, state.triggers());
            assertEquals(2, state.missed());
            assertEquals(2, state.doubled());
            assertEquals(1, state.refused());
            assertTrue(state.lastMissed().isPresent());
        }
        assertEquals(3, events());
    }

    private int events() {
        return trial.journal()
                .queries()
                .events(Optional.of(Event.TRIGGER), Optional.empty(), 100)
                .entries()
                .size();
    }

    @Test
    void triggersThatCameWhileTheBoxWasAwayAreMissedNotTakenLate() throws Exception {
        try (TriggeredStation station = start()) {
            send("1");
            answers(1);
            assertEquals(1, station.state().triggers());
        }
        send("2", "3");
        try (TriggeredStation station = start()) {
            send("4", "1");
            Map<Long, Verdict> answers = answers(4);
            assertEquals(Verdict.CANNOT_JUDGE, answers.get(2L));
            assertEquals(Verdict.CANNOT_JUDGE, answers.get(3L));
            TrialStation.waitFor(() -> station.state().doubled() == 1);
            assertEquals(1, station.state().triggers());
        }
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void aTriggerThatTheBrokerKeepsMayBeOldAndIsNotJudged(MqttVersion version) throws Exception {
        broker.retain("plant/trigger/" + TrialStation.NAME, Files.writeString(folder.resolve("trigger"), "7"));
        try (TriggeredStation station = start(version, trial.images(), TrialStation.NEVER_LATE)) {
            assertEquals(Map.of(7L, Verdict.CANNOT_JUDGE), answers(1));
            assertTrue(station.state().problem().orElseThrow().contains("may have waited"));
        }
        try (TriggeredStation station = start(version, trial.images(), TrialStation.NEVER_LATE)) {
            send("8");
            assertEquals(Verdict.OK, answers(2).get(8L));
            assertEquals(0, station.state().doubled());
        }
    }

    @Test
    void aCounterThatBeginsAnewIsReportedAndItsTriggersAreAnswered() throws Exception {
        try (TriggeredStation station = start()) {
            send("900", "0", "1");
            assertEquals(Set.of(0L, 1L, 900L), answers(3).keySet());
            assertEquals(1, station.state().anew());
            assertEquals(0, station.state().missed());
        }
        try (TriggeredStation station = start()) {
            send("2");
            assertEquals(Set.of(0L, 1L, 2L, 900L), answers(4).keySet());
            assertEquals(0, station.state().anew());
        }
    }

    @Test
    void aTriggerThatIsTooOldForAPictureGetsCannotJudge() throws Exception {
        try (TriggeredStation station = start(MqttVersion.V5, new SlowCamera(), Duration.ofMillis(50))) {
            send("1");
            assertEquals(Map.of(1L, Verdict.CANNOT_JUDGE), answers(1));
            assertTrue(station.state().problem().orElseThrow().contains("its part has gone on"));
        }
    }

    @Test
    void aCameraThatFailsGivesCannotJudgeAndAProblem() throws Exception {
        try (TriggeredStation station = start(MqttVersion.V5, new BrokenCamera(), TrialStation.NEVER_LATE)) {
            send("1");
            assertEquals(Map.of(1L, Verdict.CANNOT_JUDGE), answers(1));
            assertEquals(
                    Optional.of("The cable is out; plug it in"), station.state().problem());
        }
        assertTrue(answers().get(0).message().contains("The cable is out"));
    }

    @Test
    void aCameraThatFailsInsideCostsOnePictureAndNotAll() throws Exception {
        ImageSequence images = trial.images();
        AtomicBoolean failed = new AtomicBoolean();
        Source failing = new Source() {
            @Override
            public byte[] take() throws IOException {
                if (failed.compareAndSet(false, true)) {
                    throw new OutOfMemoryError("too large a picture");
                }
                return images.take();
            }

            @Override
            public void close() {}
        };
        try (TriggeredStation station = start(MqttVersion.V5, failing, TrialStation.NEVER_LATE)) {
            send("1", "2");
            assertEquals(Map.of(1L, Verdict.CANNOT_JUDGE, 2L, Verdict.OK), answers(2));
            assertEquals(0, station.state().unanswered());
        }
        assertTrue(answers().get(0).message().contains("too large a picture"));
    }

    @Test
    void aPictureOfATimeThatCannotBeRecordedGetsCannotJudge() throws Exception {
        ImageSequence images = trial.images();
        Source wrong = new Source() {
            @Override
            public byte[] take() throws IOException {
                return images.take();
            }

            @Override
            public Picture take(long sequence, long since, Duration longest) throws IOException {
                return new Picture(take(), Optional.of(Instant.MAX));
            }

            @Override
            public void close() {}
        };
        try (TriggeredStation station = start(MqttVersion.V5, wrong, TrialStation.NEVER_LATE)) {
            send("1");
            assertEquals(Map.of(1L, Verdict.CANNOT_JUDGE), answers(1));
            assertEquals(0, station.state().unanswered());
        }
        assertTrue(answers().get(0).message().contains("between 1970 and 9999"));
    }

    @Test
    void whatWasNeverStartedClosesItsCameraAndItsTriggers() {
        List<String> closed = new ArrayList<>();
        Source camera = new Source() {
            @Override
            public byte[] take() {
                return new byte[0];
            }

            @Override
            public void close() {
                closed.add("camera");
            }
        };
        TriggerInput triggers = new TriggerInput() {
            @Override
            public void connect(TriggerListener listener) {}

            @Override
            public void close() {
                closed.add("triggers");
            }
        };
        trial.station(triggers, camera, TrialStation.NEVER_LATE).close();
        assertEquals(List.of("triggers", "camera"), closed);
    }

    @Test
    void whereNoRecipeIsActiveTheAnswerIsCannotJudgeAndNamesNone() throws Exception {
        trial.recipes().deactivate("tiny");
        try (TriggeredStation station = start()) {
            send("1", "3");
            assertEquals(
                    Map.of(1L, Verdict.CANNOT_JUDGE, 2L, Verdict.CANNOT_JUDGE, 3L, Verdict.CANNOT_JUDGE), answers(3));
            assertEquals(0, station.state().unanswered());
        }
        JsonNode answer = TrialStation.tree(answers().get(0));
        assertTrue(answer.get("reason").asText().contains("No recipe is active"), answer::toString);
        assertEquals("tiny", answer.get("product").asText());
        assertFalse(answer.has("recipe") || answer.has("threshold"), answer::toString);
        assertTrue(answer.has("image"), answer::toString);
    }

    @Test
    void whereNothingCanBeKeptThatIsCounted() throws Exception {
        try (TriggeredStation station = start()) {
            trial.inspections().refuse();
            send("1");
            TrialStation.waitFor(() -> station.state().unanswered() == 1);
        }
        assertEquals(List.of(), answers());
    }

    @Test
    void answersComeInTheOrderOfTheTriggers() throws Exception {
        try (TriggeredStation station = start()) {
            for (int i = 1; i <= 20; i++) {
                send(Integer.toString(i == 13 ? 14 : i)); // One is missed, and then comes twice.
            }
            answers(20);
            assertEquals(1, station.state().missed());
        }
        List<Long> triggers = answers().stream()
                .map(answer -> TrialStation.tree(answer).get("trigger").asLong())
                .toList();
        assertEquals(LongStream.rangeClosed(1, 20).boxed().toList(), triggers);
    }

    @Test
    void hearsAgainWhenTheBrokerIsBack() throws Exception {
        try (TriggeredStation station = start()) {
            broker.stop();
            TrialStation.waitFor(() -> station.state().problem().isPresent());
            assertTrue(station.state().problem().get().contains("cannot be reached"));
            broker.start();
            TrialStation.waitFor(() -> station.state().problem().isEmpty());
            send("7");
            assertEquals(Map.of(7L, Verdict.OK), answers(1));
        }
    }

    private static final class SlowCamera implements Source {
        @Override
        public byte[] take() throws IOException {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new byte[0];
        }

        @Override
        public void close() {}
    }

    private static final class BrokenCamera implements Source {
        @Override
        public byte[] take() throws IOException {
            throw new IOException("The cable is out; plug it in");
        }

        @Override
        public void close() {}
    }
}
