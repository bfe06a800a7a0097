package dev.destseg.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Keeps what a training learned. */
@Command(
        name = "keep",
        description = {
            "Takes what a training learned among the recipes of the appliance although it was not offered.",
            "",
            "For those who have looked at the comparison and know better. It does not judge by that. Prints the recipe's"
                    + " digest."
        },
        footer = {"  destseg training keep 20260131-060000-123"})
final class TrainingKeepCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    TrainingOption training = new TrainingOption();

    @Mixin
    JsonOption json = new JsonOption();

    TrainingKeepCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        JsonNode kept =
                training.appliance.open().post(training.path() + "/keep", JsonNodeFactory.instance.objectNode());
        console.print(
                json.requested() ? kept.toString() : kept.path("candidate").asText());
        return ExitCode.DONE;
    }
}
