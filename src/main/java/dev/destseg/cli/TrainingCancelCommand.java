package dev.destseg.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Cancels a training. */
@Command(
        name = "cancel",
        description = "Ends a training for good.",
        footer = {"  destseg training cancel 20260131-060000-123"})
final class TrainingCancelCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    TrainingOption training = new TrainingOption();

    @Mixin
    JsonOption json = new JsonOption();

    TrainingCancelCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        return TrainingChange.CANCEL.of(training, console, json.requested());
    }
}
