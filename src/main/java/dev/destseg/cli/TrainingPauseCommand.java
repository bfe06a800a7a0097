package dev.destseg.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Pauses a training. */
@Command(
        name = "pause",
        description =
                "Lets a training stand still, or not begin, until it is resumed. For a while it keeps its memory and its turn.",
        footer = {"  destseg training pause 20260131-060000-123"})
final class TrainingPauseCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    TrainingOption training = new TrainingOption();

    @Mixin
    JsonOption json = new JsonOption();

    TrainingPauseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        return TrainingChange.PAUSE.of(training, console, json.requested());
    }
}
