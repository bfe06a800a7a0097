package dev.destseg.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.tensor.InputException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has an appliance send images, and shows how far they have come until it answers. Used by one thread. */
final class SnapshotFollowing implements AutoCloseable {
    private static final long EVERY_MILLIS = 500;

    private final Console console;
    private final ApplianceOption appliance;
    private final ExecutorService asking = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "sending");
        thread.setDaemon(true);
        return thread;
    });
    private Optional<Progress> display = Optional.empty();

    SnapshotFollowing(Console console, ApplianceOption appliance) {
        this.console = console;
        this.appliance = appliance;
    }

    /**
     * @param choice which images
     * @return what the appliance answers when all are sent
     * @throws InputException when it cannot be asked, or refuses
     */
    JsonNode send(String path, JsonNode choice, Duration longest) throws InterruptedException {
        ApplianceClient sender = appliance.open();
        ApplianceClient watcher = appliance.open();
        Future<JsonNode> answer = asking.submit(() -> sender.post(path, choice, longest));
        while (true) {
            try {
                return answer.get(EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                look(watcher, path);
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof RuntimeException cause
                        ? cause
                        : new IllegalStateException(failed.getCause());
            }
        }
    }

    private void look(ApplianceClient watcher, String path) throws InterruptedException {
        try {
            show(watcher.get(path).path("under_way"));
        } catch (InputException unknown) {
            // An older appliance does not tell, or it is too busy to; the answer comes all the same.
        }
    }

    private void show(JsonNode underWay) {
        if (underWay.isObject()) {
            if (display.isEmpty()) {
                display = Optional.of(console.progress(
                        "Sending", Math.max(1, underWay.path("all_bytes").asLong())));
            }
            display.get()
                    .at(
                            underWay.path("bytes").asLong(),
                            underWay.path("files").asInt() + " of "
                                    + underWay.path("all_files").asInt() + " files");
        }
    }

    @Override
    public void close() {
        display.ifPresent(Progress::close);
        asking.shutdownNow();
    }
}
