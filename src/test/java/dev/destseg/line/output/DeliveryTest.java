package dev.destseg.line.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.OutboxEntry;
import dev.destseg.inspection.journal.RefusedVerdict;
import dev.destseg.inspection.journal.SmallJournal;
import dev.destseg.line.output.OutputState.Failure;
import dev.destseg.line.webhook.Webhook;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real journal, and a real server that hears of it. */
class DeliveryTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final String NAME = "line";

    @TempDir
    private Path folder;

    private Journal journal;
    private ReceivingServer server;

    @BeforeEach
    void open() throws IOException {
        journal = SmallJournal.open(folder);
        journal.outbox().open(Set.of(NAME));
        server = new ReceivingServer();
    }

    @AfterEach
    void close() {
        server.close();
        journal.close();
    }

    private Delivery start() {
        return start(new DeliveryBounds(1_000_000, Duration.ofDays(7), PAUSE));
    }

    private Delivery start(DeliveryBounds bounds) {
        return start(webhook(), bounds);
    }

    private Webhook webhook() {
        return new Webhook(server.url(), Optional.empty(), Optional.empty(), Optional.empty(), PATIENCE);
    }

    private Delivery start(Receiver receiver, DeliveryBounds bounds) {
        Delivery delivery = new Delivery(NAME, server.url().toString(), receiver, journal, bounds);
        delivery.start();
        return delivery;
    }

    private void judge(int parts) {
        for (int i = 0; i < parts; i++) {
            SmallJournal.judge(journal, "press");
        }
    }

    private static void waitFor(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "It did not happen");
            Thread.sleep(10);
        }
    }

    private static List<Long> sequences(ReceivingServer server) {
        return server.taken().stream()
                .map(request -> {
                    try {
                        return new ObjectMapper()
                                .readTree(request.body())
                                .get("sequence")
                                .asLong();
                    } catch (IOException e) {
                        throw new AssertionError(request.body(), e);
                    }
                })
                .toList();
    }

    private static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void tellsWhatWaitsAndWhatComesInOrder() throws Exception {
        judge(100);
        try (Delivery delivery = start()) {
            judge(5);
            waitFor(() -> server.taken().size() == 105);
            waitFor(() -> delivery.state().waiting() == 0);
            OutputState state = delivery.state();
            assertEquals(105, state.delivered());
            assertEquals(Optional.empty(), state.oldest());
            assertTrue(state.lastDelivered().isPresent());
            assertFalse(state.failing());
        }
        assertEquals(numbers(1, 105), sequences(server));
    }

    @Test
    void whatWasToldIsNotToldAgainAfterAnOrderlyEnd() throws Exception {
        try (Delivery delivery = start()) {
            judge(3);
            waitFor(() -> delivery.state().delivered() == 3);
        }
        judge(2);
        try (Delivery delivery = start()) {
            waitFor(() -> delivery.state().delivered() == 2);
        }
        assertEquals(numbers(1, 5), sequences(server));
    }

    @Test
    void nothingIsLostWhileTheReceiverIsAwayAndItsStateSaysSo() throws Exception {
        URI url = server.url();
        try (Delivery delivery = start()) {
            judge(3);
            waitFor(() -> server.taken().size() == 3);
            server.close();
            judge(3);
            waitFor(() -> delivery.state().failing());
            OutputState state = delivery.state();
            assertEquals(3, state.waiting());
            assertTrue(state.oldest().isPresent());
            assertTrue(state.lastFailure().orElseThrow().what().contains(url.toString()));
            try (ReceivingServer back = new ReceivingServer(url.getPort())) {
                waitFor(() -> back.taken().size() == 3);
                waitFor(() -> !delivery.state().failing());
                assertEquals(numbers(4, 6), sequences(back));
                assertTrue(delivery.state().lastFailure().isPresent());
            }
        }
    }

    @Test
    void aVerdictThatIsNotTakenIsToldAgainBeforeTheNext() throws Exception {
        server.answer(503);
        try (Delivery delivery = start()) {
            judge(2);
            waitFor(() -> delivery.state().failing());
            server.answer(200);
            waitFor(() -> server.taken().size() == 2);
        }
        assertEquals(numbers(1, 2), sequences(server));
    }

    @Test
    void aReceiverThatFailsInsideIsToldAgain() throws Exception {
        Webhook webhook = webhook();
        AtomicBoolean failed = new AtomicBoolean();
        Receiver failing = new Receiver() {
            @Override
            public void connect() {}

            @Override
            public void deliver(OutboxEntry verdict) throws IOException, InterruptedException {
                if (failed.compareAndSet(false, true)) {
                    throw new OutOfMemoryError("too large a verdict");
                }
                webhook.deliver(verdict);
            }

            @Override
            public void close() {}
        };
        try (Delivery delivery = start(failing, new DeliveryBounds(100, Duration.ofDays(1), PAUSE))) {
            judge(2);
            waitFor(() -> server.taken().size() == 2);
            assertTrue(delivery.state().lastFailure().orElseThrow().what().contains("too large a verdict"));
        }
        assertEquals(numbers(1, 2), sequences(server));
    }

    @Test
    void whatIsRefusedForGoodIsPutAsideAndHoldsNobodyUp() throws Exception {
        server.refuse(body -> body.contains("\"sequence\":3,") || body.contains("\"sequence\":3}"));
        try (Delivery delivery = start()) {
            judge(5);
            waitFor(() -> server.taken().size() == 4);
            waitFor(() -> delivery.state().waiting() == 0 && !delivery.state().failing());
            assertEquals(Refusals.ATTEMPTS, server.refusals());
            OutputState state = delivery.state();
            assertEquals(1, state.refused());
            assertEquals(4, state.delivered());
            assertTrue(state.lastRefused().isPresent());
            assertFalse(state.failing());
            assertTrue(state.lastFailure().orElseThrow().what().contains("422"));
        }
        assertEquals(List.of(1L, 2L, 4L, 5L), sequences(server));
        RefusedVerdict refused = journal.outbox().refused(NAME, 10).get(0);
        assertTrue(refused.reason().contains("422"), refused::toString);
        assertEquals(
                3,
                new ObjectMapper()
                        .readTree(refused.verdict().message())
                        .get("sequence")
                        .asInt());
        assertEquals(2, refusalEvents());
        try (Delivery delivery = start()) { // It is not told again after the next start, and still known.
            assertEquals(1, delivery.state().refused());
        }
        assertEquals(Refusals.ATTEMPTS, server.refusals());
    }

    @Test
    void whatWasPutAsideIsToldAgainWhenSomebodyAsksAndStaysWhenItIsRefusedStill() throws Exception {
        server.refuse(body -> body.contains("press"));
        try (Delivery delivery = start()) {
            judge(3);
            waitFor(() -> delivery.state().refused() == 3);
            delivery.tellRefusedAgain();
            waitFor(() -> server.refusals() == 3 + Refusals.ATTEMPTS);
            assertEquals(3, journal.outbox().refused(NAME, 10).size());
            server.refuse(body -> false);
            delivery.tellRefusedAgain();
            waitFor(() -> journal.outbox().refused(NAME, 10).isEmpty());
            assertEquals(0, delivery.state().waiting());
        }
        assertEquals(numbers(1, 3), sequences(server));
    }

    @Test
    void whatIsGivenUpIsNotToldAgainAndWhatCameSinceStays() throws Exception {
        server.refuse(body -> body.contains("press"));
        try (Delivery delivery = start()) {
            judge(5);
            waitFor(() -> delivery.state().refused() == 5);
            List<EntryId> newestFirst = journal.outbox().refused(NAME, 10).stream()
                    .map(refused -> refused.verdict().inspection())
                    .toList();
            assertEquals(0, journal.outbox().discard("another", newestFirst.get(0)));
            assertEquals(1, journal.outbox().discard(NAME, newestFirst.get(0)));
            assertEquals(0, journal.outbox().discard(NAME, newestFirst.get(0)));
            assertEquals(0, journal.outbox().discardThrough(NAME, newestFirst.get(0)));
            assertEquals(2, journal.outbox().discardThrough(NAME, newestFirst.get(3)));
            assertEquals(2, journal.outbox().countRefused(NAME));
            server.refuse(body -> false);
            delivery.tellRefusedAgain();
            waitFor(() -> journal.outbox().countRefused(NAME) == 0);
        }
        assertEquals(numbers(3, 4), sequences(server));
    }

    @Test
    void tellsSinceWhenItIsReachedOrNot() throws Exception {
        try (Delivery delivery = start()) {
            waitFor(() -> delivery.state().since().isPresent());
            Instant reached = delivery.state().since().orElseThrow();
            assertFalse(delivery.state().failing());
            server.answer(500);
            judge(1);
            waitFor(() -> delivery.state().failing());
            Instant lost = delivery.state().since().orElseThrow();
            assertTrue(lost.isAfter(reached));
            Failure first = delivery.state().lastFailure().orElseThrow();
            waitFor(() -> !delivery.state().lastFailure().orElseThrow().equals(first));
            assertEquals(lost, delivery.state().since().orElseThrow());
            server.answer(200);
            waitFor(() -> !delivery.state().failing());
            assertTrue(delivery.state().since().orElseThrow().isAfter(lost));
        }
    }

    @Test
    void whatIsNewDoesNotWaitForAllThatIsToldAgain() throws Exception {
        server.refuse(body -> body.contains("press"));
        try (Delivery delivery = start()) {
            judge(4);
            waitFor(() -> delivery.state().refused() == 4);
            AtomicBoolean judged = new AtomicBoolean();
            server.refuse(body -> {
                if (judged.compareAndSet(false, true)) { // While the first is told again.
                    judge(1);
                }
                return false;
            });
            delivery.tellRefusedAgain();
            waitFor(() -> server.taken().size() == 5);
        }
        assertEquals(List.of(1L, 5L, 2L, 3L, 4L), sequences(server));
    }

    @Test
    void aStationThatIsRefusedAgainAndAgainDoesNotMakeEachOfItsVerdictsWait() throws Exception {
        server.refuse(body -> body.contains("press"));
        try (Delivery delivery = start()) {
            judge(20);
            SmallJournal.judge(journal, "lathe");
            waitFor(() -> server.taken().size() == 1);
            assertEquals(20, delivery.state().refused());
            assertEquals(20 + Refusals.ATTEMPTS - 1, server.refusals());
            server.refuse(body -> false);
            judge(1);
            waitFor(() -> server.taken().size() == 2);
        }
        assertEquals(2, refusalEvents());
    }

    private int refusalEvents() {
        return journal.queries()
                .events(Optional.of(Event.VERDICTS_REFUSED), Optional.empty(), 10)
                .entries()
                .size();
    }

    @Test
    void beyondItsBoundTheOldestAreGivenUpSaidAndCounted() throws Exception {
        server.answer(500);
        try (Delivery delivery = start(new DeliveryBounds(4, Duration.ofDays(1), PAUSE))) {
            judge(10);
            waitFor(() -> delivery.state().dropped() == 6);
            assertEquals(4, delivery.state().waiting());
            waitFor(() -> notes() == 1);
            server.answer(200);
            waitFor(() -> server.taken().size() == 4);
            waitFor(() -> notes() == 2);
            assertEquals(6, delivery.state().dropped());
            assertTrue(delivery.state().lastDropped().isPresent());
        }
        assertEquals(numbers(7, 10), sequences(server));
    }

    @Test
    void whatWaitsTooLongIsGivenUpOnlyWhileTheReceiverIsAway() throws Exception {
        judge(3);
        Thread.sleep(20);
        try (Delivery delivery = start(new DeliveryBounds(100, Duration.ofMillis(1), PAUSE))) {
            waitFor(() -> server.taken().size() == 3);
            server.answer(500);
            judge(2);
            waitFor(() -> delivery.state().dropped() == 2);
        }
        assertEquals(numbers(1, 3), sequences(server));
    }

    private int notes() {
        return journal.queries()
                .events(Optional.of(Event.VERDICTS_DROPPED), Optional.empty(), 10)
                .entries()
                .size();
    }

    @Test
    void endsAtOnceAlsoWhileTheReceiverIsSilent() throws Exception {
        server.stall();
        Delivery delivery = start();
        judge(1);
        waitFor(() -> delivery.state().waiting() == 1);
        delivery.close();
        assertEquals(1, delivery.state().waiting());
    }

    @Test
    void pausesGrowUpToTheLongestAndAreNeverTheSameForAll() {
        BackOff backOff = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(2));
        Random random = new Random(1);
        for (int failures = 1; failures < 100; failures++) {
            long whole = failures > 5 ? 2000 : 100L << failures - 1;
            long pause = backOff.pause(failures, random).toMillis();
            assertTrue(pause <= whole && pause >= whole / 2, failures + ": " + pause);
        }
        assertTrue(random.longs(50)
                        .map(seed -> backOff.pause(5, new Random(seed)).toMillis())
                        .distinct()
                        .count()
                > 10);
    }
}
