package dev.destseg.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.destseg.image.ImageReader;
import dev.destseg.inspection.AcceptanceOrder.Turn;
import dev.destseg.inspection.checks.FrameMemory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcceptanceOrderTest {
    private static final Optional<String> PRESS = Optional.of("press");

    private final AcceptanceOrder order = new AcceptanceOrder();
    private final List<String> ended = new ArrayList<>();

    private void end(Turn turn, String name) {
        turn.end(() -> () -> ended.add(name));
    }

    @Test
    void whatIsDoneEarlyWaitsForThoseBeforeItAtItsStation() {
        Turn first = order.enter(PRESS);
        Turn second = order.enter(PRESS);
        Turn third = order.enter(PRESS);
        Turn elsewhere = order.enter(Optional.of("lathe"));
        end(third, "third");
        end(second, "second");
        end(elsewhere, "elsewhere");
        assertEquals(List.of("elsewhere"), ended);
        assertEquals(2, order.waiting());
        end(first, "first");
        assertEquals(List.of("elsewhere", "first", "second", "third"), ended);
        assertEquals(0, order.waiting());
    }

    @Test
    void thoseThatHaveWaitedBeginTogetherAndEndInTheirOrder() {
        Turn first = order.enter(PRESS);
        Turn second = order.enter(PRESS);
        Turn third = order.enter(PRESS);
        for (Turn waiting : List.of(third, second, first)) {
            String name = waiting == first ? "1" : waiting == second ? "2" : "3";
            waiting.end(() -> {
                ended.add("begin " + name);
                return () -> ended.add("end " + name);
            });
        }
        assertEquals(List.of("begin 1", "begin 2", "begin 3", "end 1", "end 2", "end 3"), ended);
    }

    @Test
    void anEndThatFailsDoesNotTakeThoseWithItThatEndTogether() {
        Turn first = order.enter(PRESS);
        Turn second = order.enter(PRESS);
        end(second, "second");
        assertThrows(
                IllegalStateException.class,
                () -> first.end(() -> () -> {
                    throw new IllegalStateException();
                }));
        assertEquals(List.of("second"), ended);
    }

    @Test
    void whoLeavesHoldsNobodyUp() {
        Turn first = order.enter(PRESS);
        Turn second = order.enter(PRESS);
        end(second, "second");
        first.leave();
        assertEquals(List.of("second"), ended);
        end(order.enter(PRESS), "third");
        assertEquals(List.of("second", "third"), ended);
    }

    @Test
    void partsOfNoStationWaitForNobody() {
        order.enter(Optional.empty());
        end(order.enter(Optional.empty()), "second");
        assertEquals(List.of("second"), ended);
    }

    @Test
    void anEndThatFailsHoldsNobodyUp() {
        Turn first = order.enter(PRESS);
        Turn second = order.enter(PRESS);
        assertThrows(
                IllegalStateException.class,
                () -> first.end(() -> () -> {
                    throw new IllegalStateException();
                }));
        end(second, "second");
        assertEquals(List.of("second"), ended);
    }

    /** Not synchronised: one that ends beside another, or before it, shows in the list. */
    @Test
    void threadsThatEndAtOnceEndInOrder() throws Exception {
        List<Integer> seen = new ArrayList<>();
        List<Runnable> work = new ArrayList<>();
        IntStream.range(0, 20_000).forEach(i -> {
            Turn turn = order.enter(PRESS);
            work.add(() -> turn.end(() -> () -> seen.add(i)));
        });
        for (int i = 0; i < work.size(); i += 50) { // As parts that are under way together.
            Collections.shuffle(work.subList(i, i + 50), new Random(i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        work.forEach(threads::execute);
        threads.shutdown();
        threads.awaitTermination(1, TimeUnit.MINUTES);
        assertEquals(IntStream.range(0, 20_000).boxed().toList(), seen);
    }

    /** As where the machine has no room for another thread. */
    @Test
    void whatCannotEvenBeginToBeKeptHoldsNobodyUp() {
        Executor full = work -> {
            throw new RejectedExecutionException("no room for a thread");
        };
        Workplace workplace = new Workplace(
                new ImageReader(), new FrameMemory(), full, full, full, completed -> completed, completed -> {});
        InspectionRequest request =
                new InspectionRequest(new byte[0], Optional.empty(), Optional.empty(), PRESS, Optional.empty());
        CompletableFuture<CompletedInspection> lost = new CompletableFuture<>();
        workplace.end(
                CompletedInspection.withoutRecipe(Instant.EPOCH, request, "No recipe"), order.enter(PRESS), lost, full);
        assertThrows(CompletionException.class, lost::join);
        end(order.enter(PRESS), "next");
        assertEquals(List.of("next"), ended);
    }

    @Test
    void aTurnEndsOnce() {
        Turn before = order.enter(PRESS);
        Turn turn = order.enter(PRESS);
        end(turn, "once");
        end(turn, "twice");
        assertEquals(1, order.waiting());
        before.leave();
        assertEquals(List.of("once"), ended);
        assertEquals(0, order.waiting());
    }
}
