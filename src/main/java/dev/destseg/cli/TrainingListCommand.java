package dev.destseg.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the trainings. */
@Command(
        name = "list",
        description = "Lists the trainings, the newest first: those that wait or run, and the last that have ended.",
        footer = {"  destseg training list", "  destseg training list --url http://box-7:8080 --json"})
final class TrainingListCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    ApplianceOption appliance = new ApplianceOption();

    @Mixin
    JsonOption json = new JsonOption();

    TrainingListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        JsonNode trainings = appliance.open().get(TrainingCommand.PATH);
        if (json.requested()) {
            trainings.forEach(console::print);
            return ExitCode.DONE;
        }
        if (trainings.isEmpty()) {
            console.say("There are no trainings.");
            return ExitCode.DONE;
        }
        console.print(TrainingText.heading().stripTrailing());
        trainings.forEach(training -> console.print(TrainingText.row(training)));
        return ExitCode.DONE;
    }
}
