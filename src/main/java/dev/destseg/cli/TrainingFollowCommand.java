package dev.destseg.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Follows a training. */
@Command(
        name = "follow",
        description = {
            "Shows how a training goes, until it ends.",
            "",
            "Ends with 0 when the recipe that was learned is offered, and with 1 when it is not. Ctrl-C ends this"
                    + " command, not the training. --json prints a line whenever something has changed."
        },
        footer = {
            "  destseg training follow 20260131-060000-123",
            "  destseg training follow 20260131-060000-123 --json"
        })
final class TrainingFollowCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    TrainingOption training = new TrainingOption();

    @Mixin
    JsonOption json = new JsonOption();

    TrainingFollowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        return new TrainingFollowing(console, training.appliance.open(), json.requested()).follow(training.path());
    }
}
