package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.destseg.inspection.CompletedInspection;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Hands what is judged to those who watch. Each has a bounded queue, so that a slow one loses inspections, which are
 * counted, and neither memory nor the line is held up by it.
 */
@ApplicationScoped
class InspectionFeed {
    /** About three seconds of a fast line. */
    private static final int WAITING = 64;

    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(100);
    /** Of silence after which an empty event tells that the connection stands: 5 s. */
    private static final int SILENT_TICKS = 50;

    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

    /**
     * What was judged since the event before.
     *
     * @param inspections oldest first
     * @param dropped how many more there were that this client was too slow for, since it began to watch
     */
    @Schema(name = "InspectionEvent")
    record EventView(
            List<InspectionView> inspections,
            @Schema(description = "Lost to this client because it was too slow, in all.") @JsonProperty("dropped")
                    long dropped) {}

    void judged(@Observes CompletedInspection completed) {
        if (!watchers.isEmpty()) {
            InspectionView view = InspectionView.of(completed);
            watchers.forEach(watcher -> watcher.offer(view));
        }
    }

    /** Begins when somebody subscribes, and ends when they go. */
    Multi<EventView> events() {
        return Multi.createFrom().deferred(() -> {
            Watcher watcher = new Watcher();
            watchers.add(watcher);
            return Multi.createFrom()
                    .ticks()
                    .every(BETWEEN_EVENTS)
                    .onOverflow()
                    .drop()
                    .filter(tick -> tick % SILENT_TICKS == 0 || !watcher.waiting.isEmpty())
                    .map(tick -> watcher.take())
                    .onTermination()
                    .invoke(() -> watchers.remove(watcher));
        });
    }

    int watching() {
        return watchers.size();
    }

    private static final class Watcher {
        private final BlockingQueue<InspectionView> waiting = new ArrayBlockingQueue<>(WAITING);
        private final AtomicLong dropped = new AtomicLong();

        private void offer(InspectionView view) {
            if (!waiting.offer(view)) {
                dropped.incrementAndGet();
            }
        }

        private EventView take() {
            List<InspectionView> taken = new ArrayList<>();
            waiting.drainTo(taken);
            return new EventView(taken, dropped.get());
        }
    }
}
