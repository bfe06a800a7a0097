package dev.destseg.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.tensor.InputException;
import dev.destseg.training.runs.RunStatus;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Shows how a training of an appliance goes, until it ends, through restarts of the appliance. Used by one thread. */
final class TrainingFollowing {
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);
    private static final int MOST_ATTEMPTS = 60;

    private final Console console;
    private final ApplianceClient appliance;
    private final boolean json;
    private String phase = "";
    private Optional<Progress> display = Optional.empty();

    /** @param json whether each event is printed as it came */
    TrainingFollowing(Console console, ApplianceClient appliance, boolean json) {
        this.console = console;
        this.appliance = appliance;
        this.json = json;
    }

    /**
     * @param path of the training
     * @return done when the recipe that was learned is offered, else negative
     */
    int follow(String path) throws InterruptedException {
        JsonNode last = untilItsEnd(path);
        if (!json) {
            TrainingText.lines(last).forEach(console::print);
        }
        return last.path("offered").asBoolean() ? ExitCode.DONE : ExitCode.NEGATIVE;
    }

    private JsonNode untilItsEnd(String path) throws InterruptedException {
        Optional<JsonNode> last = watch(path);
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            if (last.isPresent()) {
                return last.get();
            }
            console.say("The connection to the appliance was lost; trying again");
            Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
            try {
                last = watch(path);
            } catch (InputException stillAway) {
                if (attempt == MOST_ATTEMPTS - 1) {
                    throw stillAway;
                }
            }
        }
        throw new InputException("The connection to the appliance is lost again and again; the training goes on there");
    }

    /** @return the training, when it has ended; nothing when the connection has */
    private Optional<JsonNode> watch(String path) throws InterruptedException {
        try (Stream<JsonNode> events = appliance.events(path + "/events")) {
            for (JsonNode training : (Iterable<JsonNode>) events::iterator) {
                show(training);
                if (RunStatus.valueOf(training.path("status").asText()).isEnded()) {
                    return Optional.of(training);
                }
            }
        } catch (UncheckedIOException lost) {
            return Optional.empty();
        } finally {
            close();
        }
        return Optional.empty();
    }

    private void show(JsonNode training) {
        JsonNode progress = training.path("progress");
        if (json) {
            console.print(training);
        } else if (progress.isObject()) {
            String now = progress.path("phase").asText();
            if (!now.equals(phase) || display.isEmpty()) {
                close();
                phase = now;
                display = Optional.of(console.progress(now, 1000));
            }
            long done = Math.round(10 * progress.path("percent").asDouble());
            display.orElseThrow().at(done, TrainingText.details(progress));
        }
    }

    private void close() {
        display.ifPresent(Progress::close);
        display = Optional.empty();
    }
}
