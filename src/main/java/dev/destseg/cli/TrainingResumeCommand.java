package dev.destseg.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Resumes a training. */
@Command(
        name = "resume",
        description = "Lets a paused training go on.",
        footer = {"  destseg training resume 20260131-060000-123"})
final class TrainingResumeCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    TrainingOption training = new TrainingOption();

    @Mixin
    JsonOption json = new JsonOption();

    TrainingResumeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        return TrainingChange.RESUME.of(training, console, json.requested());
    }
}
