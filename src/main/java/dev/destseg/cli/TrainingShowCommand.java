package dev.destseg.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows a training. */
@Command(
        name = "show",
        description = "Shows one training: how far it is, or why its recipe is offered or is not.",
        footer = {
            "  destseg training show 20260131-060000-123",
            "  destseg training show 20260131-060000-123 --json | jq .comparison"
        })
final class TrainingShowCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    TrainingOption training = new TrainingOption();

    @Mixin
    JsonOption json = new JsonOption();

    TrainingShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        JsonNode found = training.appliance.open().get(training.path());
        if (json.requested()) {
            console.print(found);
        } else {
            TrainingText.lines(found).forEach(console::print);
        }
        return ExitCode.DONE;
    }
}
