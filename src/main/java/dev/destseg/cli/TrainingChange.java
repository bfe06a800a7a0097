package dev.destseg.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.destseg.training.runs.RunStatus;
import java.util.Locale;

/** What can be asked of a training that is there. */
enum TrainingChange {
    PAUSE {
        @Override
        boolean isAsked(JsonNode training) {
            return status(training) == RunStatus.PAUSED;
        }
    },
    RESUME {
        @Override
        boolean isAsked(JsonNode training) {
            return !status(training).isEnded();
        }
    },
    CANCEL {
        /** Its process ends in a moment; who asks again then finds it cancelled. */
        @Override
        boolean isAsked(JsonNode training) {
            return !status(training).isEnded() || status(training) == RunStatus.CANCELLED;
        }
    };

    /** Whether what was wanted has come about, or will in a moment. */
    abstract boolean isAsked(JsonNode training);

    private static RunStatus status(JsonNode training) {
        return RunStatus.valueOf(training.path("status").asText());
    }

    /** @return negative when the training has ended before */
    int of(TrainingOption training, Console console, boolean json) throws InterruptedException {
        String path = training.path() + "/" + name().toLowerCase(Locale.ROOT);
        JsonNode changed = training.appliance.open().post(path, JsonNodeFactory.instance.objectNode());
        console.print(json ? changed.toString() : TrainingText.row(changed));
        return isAsked(changed) ? ExitCode.DONE : ExitCode.NEGATIVE;
    }
}
